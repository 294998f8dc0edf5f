package io.cometmq.client.impl.factory;

import io.cometmq.client.impl.consumer.MQConsumerInner;
import io.cometmq.client.impl.producer.MQProducerInner;
import io.cometmq.client.impl.producer.TopicPublishInfo;
import io.cometmq.client.impl.route.RouteListener;
import io.cometmq.client.impl.route.RouteQueues;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.heartbeat.ConsumerData;
import io.cometmq.remoting.protocol.heartbeat.HeartbeatData;
import io.cometmq.remoting.protocol.heartbeat.ProducerData;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The producers and consumers of one instance, by group: what they report together, and the routes they are told. Thread-safe. */
final class ClientRegistry implements RouteListener {
    private final ConcurrentHashMap<String, MQProducerInner> producers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, MQConsumerInner> consumers = new ConcurrentHashMap<>();

    boolean addProducer(String group, MQProducerInner producer) {
        return producers.putIfAbsent(group, producer) == null;
    }

    boolean removeProducer(String group) {
        return producers.remove(group) != null;
    }

    MQProducerInner producer(String group) {
        return producers.get(group);
    }

    boolean addConsumer(String group, MQConsumerInner consumer) {
        return consumers.putIfAbsent(group, consumer) == null;
    }

    boolean removeConsumer(String group) {
        return consumers.remove(group) != null;
    }

    MQConsumerInner consumer(String group) {
        return consumers.get(group);
    }

    Collection<MQConsumerInner> consumers() {
        return consumers.values();
    }

    Set<String> topicsInUse() {
        Set<String> topics = new HashSet<>();
        for (MQProducerInner producer : producers.values()) {
            topics.addAll(producer.getPublishTopicList());
        }
        for (MQConsumerInner consumer : consumers.values()) {
            for (SubscriptionData subscription : consumer.subscriptions()) {
                topics.add(subscription.getTopic());
            }
        }
        return topics;
    }

    HeartbeatData heartbeatData(String clientId) {
        Set<ProducerData> producing = new HashSet<>();
        producers.keySet().forEach(group -> producing.add(new ProducerData(group)));
        Set<ConsumerData> consuming = new HashSet<>();
        for (MQConsumerInner consumer : consumers.values()) {
            consuming.add(new ConsumerData(
                    consumer.groupName(),
                    consumer.consumeType(),
                    consumer.messageModel(),
                    consumer.consumeFromWhere(),
                    consumer.subscriptions(),
                    consumer.isUnitMode()));
        }
        return new HeartbeatData(clientId, producing, consuming, 0, false);
    }

    @Override
    public boolean isRouteWanted(String topic) {
        return producers.values().stream().anyMatch(producer -> producer.isPublishTopicNeedUpdate(topic))
                || consumers.values().stream().anyMatch(consumer -> consumer.isSubscribeTopicNeedUpdate(topic));
    }

    @Override
    public void routeChanged(String topic, TopicRouteData route) {
        if (!producers.isEmpty()) {
            TopicPublishInfo info = RouteQueues.publishInfo(topic, route);
            producers.values().forEach(producer -> producer.updateTopicPublishInfo(topic, info));
        }
        if (!consumers.isEmpty()) {
            Set<MessageQueue> queues = RouteQueues.subscribeQueues(topic, route);
            consumers.values().forEach(consumer -> consumer.updateTopicSubscribeInfo(topic, queues));
        }
    }
}
