package io.cometmq.broker.admin;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.broker.client.ConsumerGroupInfo;
import io.cometmq.broker.client.ConsumerManager;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.ConsumeStats;
import io.cometmq.remoting.protocol.body.OffsetWrapper;
import io.cometmq.remoting.protocol.body.QueryConsumeTimeSpanBody;
import io.cometmq.remoting.protocol.body.QueueTimeSpan;
import io.cometmq.remoting.protocol.header.GetConsumeStatsRequestHeader;
import io.cometmq.remoting.protocol.header.QueryConsumeTimeSpanRequestHeader;
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
    private final TopicConfigManager topics;
    private final DefaultMessageStore store;
    private final String brokerName;
    private final LongSupplier clockMillis;

    public ConsumeStatsProcessor(
            ConsumerOffsetManager offsets,
            ConsumerManager consumers,
            TopicConfigManager topics,
            DefaultMessageStore store,
            String brokerName,
            LongSupplier clockMillis) {
        this.offsets = offsets;
        this.consumers = consumers;
        this.topics = topics;
        this.store = store;
        this.brokerName = brokerName;
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
        return JsonBody.answer(new ConsumeStats(table, 0));
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isBlank();
    }

    /** What an online group no longer subscribes to is no longer behind. */
    private boolean hasGivenUp(String group, String topic) {
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
