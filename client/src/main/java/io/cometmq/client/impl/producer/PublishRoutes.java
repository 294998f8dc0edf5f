package io.cometmq.client.impl.producer;

import io.cometmq.client.common.ClientErrorCode;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.client.impl.route.RouteRefresh;
import io.cometmq.client.producer.ProducerConfig;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where one producer's topics can be sent to. Reading what is known takes no lock. Thread-safe. */
final class PublishRoutes {
    private final ConcurrentHashMap<String, TopicPublishInfo> topics = new ConcurrentHashMap<>();
    private final ProducerConfig config;

    PublishRoutes(ProducerConfig config) {
        this.config = config;
    }

    Set<String> topics() {
        return topics.keySet();
    }

    /** Null or without queues when no route is known. */
    TopicPublishInfo known(String topic) {
        return topics.get(topic);
    }

    boolean isWanted(String topic) {
        TopicPublishInfo info = topics.get(topic);
        return info != null && !info.ok();
    }

    /** Takes the route of a topic that this producer sends to; the clients of an instance share routes, not topics. */
    void update(String topic, TopicPublishInfo info) {
        topics.computeIfPresent(topic, (key, old) -> info);
    }

    /**
     * The route of the topic: the known one; else the one that the name server tells; else that of the topic after which
     * brokers will create it (docs/protocol/semantics.md 2).
     *
     * @throws MQClientException there is none
     */
    TopicPublishInfo find(String topic, MQClientInstance instance) throws MQClientException {
        TopicPublishInfo info = topics.get(topic);
        if (info != null && info.ok()) {
            return info;
        }
        topics.putIfAbsent(topic, TopicPublishInfo.NONE);
        RouteRefresh refresh = instance.refreshRoute(topic);
        info = topics.get(topic);
        if (!info.ok() && isTopicUnknown(refresh.failure())) {
            refresh = instance.refreshRouteFromTemplate(
                    topic, config.getCreateTopicKey(), config.getDefaultTopicQueueNums());
            info = topics.get(topic);
        }
        if (!info.ok()) {
            throw noRoute(topic, instance, refresh.failure());
        }
        return info;
    }

    private static boolean isTopicUnknown(Exception failure) {
        return failure instanceof MQClientException;
    }

    private static MQClientException noRoute(String topic, MQClientInstance instance, Exception failure) {
        if (instance.getMQClientAPIImpl().getNameServerAddressList().isEmpty()) {
            return new MQClientException("No name server address, please set it.", failure)
                    .setResponseCode(ClientErrorCode.NO_NAME_SERVER_EXCEPTION);
        }
        String reason = failure == null ? "no broker of it can be written to" : failure.getMessage();
        return new MQClientException("No route info of this topic: " + topic + ", " + reason, failure)
                .setResponseCode(ClientErrorCode.NOT_FOUND_TOPIC_EXCEPTION);
    }
}
