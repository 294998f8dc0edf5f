package io.cometmq.broker.admin;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.broker.client.ConsumerGroupInfo;
import io.cometmq.broker.client.ConsumerManager;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.stats.BrokerStatsManager;
import io.cometmq.broker.subscription.SubscriptionGroupManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.ConsumeStats;
import io.cometmq.remoting.protocol.body.ConsumeStatsList;
import io.cometmq.remoting.protocol.body.OffsetWrapper;
import io.cometmq.remoting.protocol.body.QueryConsumeTimeSpanBody;
import io.cometmq.remoting.protocol.body.QueueTimeSpan;
import io.cometmq.remoting.protocol.header.GetConsumeStatsInBrokerHeader;
import io.cometmq.remoting.protocol.header.GetConsumeStatsRequestHeader;
import io.cometmq.remoting.protocol.header.QueryConsumeTimeSpanRequestHeader;
import io.cometmq.remoting.protocol.pop.TopicKind;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.store.DefaultMessageStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** How far a group is behind, in messages and in time. */
public final class ConsumeStatsProcessor {
    private final ConsumerOffsetManager offsets;
    private final ConsumerManager consumers;
    private final SubscriptionGroupManager groups;
    private final TopicConfigManager topics;
    private final DefaultMessageStore store;
    private final BrokerStatsManager stats;
    private final String brokerName;
    private final String brokerAddress;
    private final LongSupplier clockMillis;

    public ConsumeStatsProcessor(
            ConsumerOffsetManager offsets,
            ConsumerManager consumers,
            SubscriptionGroupManager groups,
            TopicConfigManager topics,
            DefaultMessageStore store,
            BrokerStatsManager stats,
            String brokerName,
            String brokerAddress,
            LongSupplier clockMillis) {
        this.offsets = offsets;
        this.consumers = consumers;
        this.groups = groups;
        this.topics = topics;
        this.store = store;
        this.stats = stats;
        this.brokerName = brokerName;
        this.brokerAddress = brokerAddress;
        this.clockMillis = clockMillis;
    }

    /** GET_CONSUME_STATS (208): of a list of topics, of one topic, or of all in which the group has offsets. */
    public RemotingCommand consumeStats(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        GetConsumeStatsRequestHeader header = request.decodeCommandCustomHeader(GetConsumeStatsRequestHeader.class);
        String group = header.consumerGroup();
        Map<MessageQueue, OffsetWrapper> table = new HashMap<>();
        if (isGiven(header.topicList())) {
            List<String> listed = Arrays.asList(header.topicList().split(";", -1));
            listed.stream().map(String::strip).forEach(topic -> collect(group, topic, table));
        } else {
            Collection<String> wanted = isGiven(header.topic()) ? Set.of(header.topic()) : offsets.topicsOf(group);
            wanted.stream().filter(topic -> !hasGivenUp(group, topic)).forEach(topic -> collect(group, topic, table));
        }
        return JsonBody.answer(new ConsumeStats(table, tps(group, table)));
    }

    /** Messages per second that the group gets of all these topics. */
    private double tps(String group, Map<MessageQueue, OffsetWrapper> table) {
        return table.keySet().stream()
                .map(MessageQueue::getTopic)
                .distinct()
                .mapToDouble(topic -> stats.getTps(group, topic))
                .sum();
    }

    /** GET_BROKER_CONSUME_STATS (317): of all groups, topic by topic. */
    public RemotingCommand allConsumeStats(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        boolean onlyOrdered = request.decodeCommandCustomHeader(GetConsumeStatsInBrokerHeader.class)
                .isOrder();
        List<Map<String, List<ConsumeStats>>> all = new ArrayList<>();
        for (String group : groups.all().keySet()) {
            List<ConsumeStats> ofTopics = offsets.topicsOf(group).stream()
                    .filter(topic -> isListed(group, topic, onlyOrdered))
                    .map(topic -> ofTopic(group, topic))
                    .toList();
            all.add(Map.of(group, ofTopics));
        }
        List<OffsetWrapper> queues = all.stream()
                .flatMap(entry -> entry.values().stream())
                .flatMap(List::stream)
                .flatMap(one -> one.offsetTable().values().stream())
                .toList();
        return JsonBody.answer(new ConsumeStatsList(
                all,
                brokerAddress,
                queues.stream()
                        .mapToLong(queue -> queue.brokerOffset() - queue.consumerOffset())
                        .sum(),
                queues.stream()
                        .mapToLong(queue -> queue.pullOffset() - queue.consumerOffset())
                        .sum()));
    }

    private boolean isListed(String group, String topicName, boolean onlyOrdered) {
        TopicConfig topic = topics.find(topicName);
        return topic != null && (!onlyOrdered || topic.isOrder()) && !hasGivenUp(group, topicName);
    }

    private ConsumeStats ofTopic(String group, String topic) {
        Map<MessageQueue, OffsetWrapper> table = new HashMap<>();
        collect(group, topic, table);
        return new ConsumeStats(table, stats.getTps(group, topic));
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isBlank();
    }

    /** What an online group no longer subscribes to is no longer behind. Nobody subscribes to the retry topics of POP. */
    private boolean hasGivenUp(String group, String topic) {
        if (TopicKind.ofTopic(topic, group) != TopicKind.NORMAL) {
            return false;
        }
        ConsumerGroupInfo online = consumers.find(group);
        return online != null && !online.subscriptions().isEmpty() && online.subscriptionData(topic) == null;
    }

    private void collect(String group, String topicName, Map<MessageQueue, OffsetWrapper> table) {
        TopicConfig topic = topics.find(topicName);
        if (topic == null) {
            return;
        }
        for (int queueId = 0; queueId < topic.getReadQueueNums(); queueId++) {
            long consumed = Math.max(0, offsets.query(group, topicName, queueId));
            long pulled = Math.max(consumed, offsets.queryPulled(group, topicName, queueId));
            long lastTimestamp = consumed > 0 ? Math.max(0, store.storeTimestamp(topicName, queueId, consumed - 1)) : 0;
            table.put(
                    new MessageQueue(topicName, brokerName, queueId),
                    new OffsetWrapper(store.maxOffset(topicName, queueId), consumed, pulled, lastTimestamp));
        }
    }

    /** QUERY_CONSUME_TIME_SPAN (303). */
    public RemotingCommand timeSpan(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        QueryConsumeTimeSpanRequestHeader header =
                request.decodeCommandCustomHeader(QueryConsumeTimeSpanRequestHeader.class);
        TopicConfig topic = topics.find(header.topic());
        if (topic == null) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.TOPIC_NOT_EXIST, "topic[" + header.topic() + "] not exist");
        }
        List<QueueTimeSpan> spans = new ArrayList<>();
        for (int queueId = 0; queueId < topic.getWriteQueueNums(); queueId++) {
            spans.add(timeSpan(header.group(), header.topic(), queueId));
        }
        return JsonBody.answer(new QueryConsumeTimeSpanBody(spans));
    }

    private QueueTimeSpan timeSpan(String group, String topic, int queueId) {
        long max = store.maxOffset(topic, queueId);
        long next = Math.max(offsets.query(group, topic, queueId), Math.max(0, store.minOffset(topic, queueId)));
        long first = store.earliestStoreTimestamp(topic, queueId);
        long consumed = next > 0 ? store.storeTimestamp(topic, queueId, next - 1) : first;
        long delay = next < max ? clockMillis.getAsLong() - store.storeTimestamp(topic, queueId, next) : 0;
        return QueueTimeSpan.of(
                new MessageQueue(topic, brokerName, queueId),
                first,
                max > 0 ? store.storeTimestamp(topic, queueId, max - 1) : -1,
                consumed,
                delay);
    }
}
