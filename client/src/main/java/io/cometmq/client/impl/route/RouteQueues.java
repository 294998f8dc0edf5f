package io.cometmq.client.impl.route;

import io.cometmq.client.impl.producer.TopicPublishInfo;
import io.cometmq.common.MixAll;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.route.QueueData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes queues out of a route (docs/protocol/semantics.md 3, client use of a route). Stateless. */
public final class RouteQueues {
    private static final Pattern ORDER_ENTRY = Pattern.compile("([^:;]+):(\\d{1,9})(?=;|$)");

    private RouteQueues() {}

    /** Where the topic can be sent to. */
    public static TopicPublishInfo publishInfo(String topic, TopicRouteData route) {
        String order = route.orderTopicConf();
        if (order != null && !order.isEmpty()) {
            return new TopicPublishInfo(orderedQueues(topic, order), true, route);
        }
        List<MessageQueue> queues = new ArrayList<>();
        for (QueueData data : sorted(route)) {
            if (PermName.isWriteable(data.perm()) && hasMaster(route, data.brokerName())) {
                for (int id = 0; id < data.writeQueueNums(); id++) {
                    queues.add(new MessageQueue(topic, data.brokerName(), id));
                }
            }
        }
        return new TopicPublishInfo(queues, false, route);
    }

    /** {@code broker:count;broker:count}; an entry that is malformed has no queues. */
    private static List<MessageQueue> orderedQueues(String topic, String configuration) {
        List<MessageQueue> queues = new ArrayList<>();
        Matcher entries = ORDER_ENTRY.matcher(configuration);
        while (entries.find()) {
            int count = Integer.parseInt(entries.group(2));
            for (int id = 0; id < count; id++) {
                queues.add(new MessageQueue(topic, entries.group(1), id));
            }
        }
        return queues;
    }

    private static boolean hasMaster(TopicRouteData route, String brokerName) {
        for (BrokerData broker : route.brokerDatas()) {
            if (broker.brokerName().equals(brokerName)) {
                return broker.brokerAddrs().containsKey(MixAll.MASTER_ID);
            }
        }
        return false;
    }

    /** Where the topic can be read from. */
    public static Set<MessageQueue> subscribeQueues(String topic, TopicRouteData route) {
        Set<MessageQueue> queues = new LinkedHashSet<>();
        for (QueueData data : sorted(route)) {
            if (PermName.isReadable(data.perm())) {
                for (int id = 0; id < data.readQueueNums(); id++) {
                    queues.add(new MessageQueue(topic, data.brokerName(), id));
                }
            }
        }
        return queues;
    }

    /** The route that a topic will get when it is created after the template's: with so many queues at most. */
    public static TopicRouteData fromTemplate(TopicRouteData template, int maxQueues) {
        List<QueueData> queues = new ArrayList<>();
        for (QueueData data : template.queueDatas()) {
            int count = Math.min(maxQueues, data.readQueueNums());
            queues.add(new QueueData(data.brokerName(), count, count, data.perm(), data.topicSysFlag()));
        }
        return new TopicRouteData(null, queues, template.brokerDatas(), template.filterServerTable());
    }

    private static List<QueueData> sorted(TopicRouteData route) {
        return route.queueDatas().stream()
                .sorted(Comparator.comparing(QueueData::brokerName))
                .toList();
    }
}
