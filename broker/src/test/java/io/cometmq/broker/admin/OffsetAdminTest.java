package io.cometmq.broker.admin;

import static io.cometmq.broker.admin.Requests.ask;
import static io.cometmq.broker.admin.Requests.createTopic;
import static io.cometmq.broker.admin.Requests.queue;
import static io.cometmq.broker.admin.Requests.refused;
import static io.cometmq.broker.admin.Requests.request;
import static io.cometmq.broker.admin.Requests.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.ConsumeStats;
import io.cometmq.remoting.protocol.body.ConsumerOffsetSerializeWrapper;
import io.cometmq.remoting.protocol.body.DelayOffsetSerializeWrapper;
import io.cometmq.remoting.protocol.body.GroupList;
import io.cometmq.remoting.protocol.body.OffsetWrapper;
import io.cometmq.remoting.protocol.body.QueryConsumeTimeSpanBody;
import io.cometmq.remoting.protocol.body.QuerySubscriptionResponseBody;
import io.cometmq.remoting.protocol.body.QueueTimeSpan;
import io.cometmq.remoting.protocol.body.ResetOffsetBody;
import io.cometmq.remoting.protocol.body.TopicList;
import io.cometmq.remoting.protocol.header.GetConsumeStatsRequestHeader;
import io.cometmq.remoting.protocol.header.PopMessageRequestHeader;
import io.cometmq.remoting.protocol.header.QueryConsumeTimeSpanRequestHeader;
import io.cometmq.remoting.protocol.header.QueryConsumerOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.QueryConsumerOffsetResponseHeader;
import io.cometmq.remoting.protocol.header.QuerySubscriptionByConsumerRequestHeader;
import io.cometmq.remoting.protocol.header.QueryTopicConsumeByWhoRequestHeader;
import io.cometmq.remoting.protocol.header.QueryTopicsByConsumerRequestHeader;
import io.cometmq.remoting.protocol.header.ResetOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.UpdateConsumerOffsetRequestHeader;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.remoting.protocol.heartbeat.ConsumerData;
import io.cometmq.remoting.protocol.heartbeat.HeartbeatData;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offsets of a group G in a topic T of two queues, the second of which holds five messages. */
class OffsetAdminTest {
    @TempDir
    Path directory;

    private RunningBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = RunningBroker.start(directory);
        createTopic(broker, "T", 2);
        createTopic(broker, "U", 1);
        for (int i = 0; i < 5; i++) {
            broker.send("T", 1, "message " + i);
        }
        online("T");
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private void online(String... topics) throws Exception {
        Set<SubscriptionData> subscriptions = new java.util.HashSet<>();
        for (String topic : topics) {
            subscriptions.add(new SubscriptionData(topic, "*"));
        }
        ConsumerData consumer = new ConsumerData(
                "G",
                ConsumeType.CONSUME_PASSIVELY,
                MessageModel.CLUSTERING,
                ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET,
                subscriptions,
                false);
        succeed(broker, RequestCode.HEART_BEAT, null, new HeartbeatData("c@1", Set.of(), Set.of(consumer), 0, false));
    }

    private RemotingCommand commit(String group, String topic, int queueId, long offset) throws Exception {
        return broker.call(
                RequestCode.UPDATE_CONSUMER_OFFSET,
                new UpdateConsumerOffsetRequestHeader(group, topic, queueId, offset, null));
    }

    private RemotingCommand query(String group, String topic, int queueId, Boolean setZero) throws Exception {
        return broker.call(
                RequestCode.QUERY_CONSUMER_OFFSET,
                new QueryConsumerOffsetRequestHeader(group, topic, queueId, setZero, null));
    }

    private long committed(int queueId) throws Exception {
        RemotingCommand answer = query("G", "T", queueId, null);
        assertThat(answer.getCode()).as(answer.getRemark()).isZero();
        return answer.decodeCommandCustomHeader(QueryConsumerOffsetResponseHeader.class)
                .offset();
    }

    @Test
    void aCommittedOffsetIsAnswered() throws Exception {
        assertThat(commit("G", "T", 1, 3).getCode()).isZero();
        assertThat(committed(1)).isEqualTo(3);
        assertThat(commit("G", "T", 99, 5).getCode()).isZero();
        assertThat(committed(99)).isEqualTo(5);
    }

    @Test
    void commitsNeedAGroupAndATopic() throws Exception {
        RemotingCommand answer = commit("nope", "T", 0, 1);
        assertThat(answer.getCode()).isEqualTo(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST);
        assertThat(answer.getRemark()).isEqualTo("Group nope not exist!");
        answer = commit("G", "nope", 0, 1);
        assertThat(answer.getCode()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
        assertThat(answer.getRemark()).isEqualTo("Topic nope not exist!");
    }

    @Test
    void withoutACommitANewGroupStartsAtTheBeginningOfAYoungQueue() throws Exception {
        assertThat(committed(1)).isZero();
        assertThat(query("G", "T", 1, false).getCode()).isEqualTo(ResponseCode.QUERY_NOT_FOUND);
        assertThat(query("G", "T", 1, false).getRemark())
                .isEqualTo("Not found, do not set to zero, maybe this group boot first");
        for (int queueId : new int[] {0, 99}) {
            assertThat(query("G", "T", queueId, true).getCode())
                    .as("an empty queue is not young")
                    .isEqualTo(ResponseCode.QUERY_NOT_FOUND);
        }
        assertThat(query("G", "nope", 0, null).getRemark())
                .isEqualTo("Not found, V3_0_6_SNAPSHOT maybe this group consumer boot first");
    }

    private ConsumeStats stats(String group, String topic, String topicList) throws Exception {
        return ask(
                broker,
                RequestCode.GET_CONSUME_STATS,
                new GetConsumeStatsRequestHeader(group, topic, topicList),
                ConsumeStats.class);
    }

    @Test
    void consumeStatsSayHowFarTheGroupIs() throws Exception {
        assertThat(stats("G", null, null).offsetTable()).as("no offsets yet").isEmpty();
        commit("G", "T", 1, 2);
        broker.pull("T", 1, 2);
        Map<MessageQueue, OffsetWrapper> table = stats("G", null, null).offsetTable();
        MessageExt consumedLast = broker.messages("T", 1, 1).get(0);
        assertThat(table).containsOnlyKeys(queue("T", 0), queue("T", 1));
        assertThat(table.get(queue("T", 0))).isEqualTo(new OffsetWrapper(0, 0, 0, 0));
        OffsetWrapper progress = table.get(queue("T", 1));
        assertThat(progress.brokerOffset()).isEqualTo(5);
        assertThat(progress.consumerOffset()).isEqualTo(2);
        assertThat(progress.pullOffset()).isEqualTo(5);
        assertThat(progress.lastTimestamp()).isEqualTo(consumedLast.getStoreTimestamp());
    }

    @Test
    void consumeStatsAreOfTheTopicsAskedFor() throws Exception {
        commit("G", "T", 1, 2);
        commit("G", "U", 0, 0);
        assertThat(stats("G", null, null).offsetTable())
                .as("U is given up")
                .containsOnlyKeys(queue("T", 0), queue("T", 1));
        assertThat(stats("G", "U", null).offsetTable()).isEmpty();
        assertThat(stats("G", null, "T;U;nope").offsetTable())
                .containsOnlyKeys(queue("T", 0), queue("T", 1), queue("U", 0));
        assertThat(stats("offline", "U", null).offsetTable()).containsOnlyKeys(queue("U", 0));
        assertThat(stats("offline", "nope", null).offsetTable()).isEmpty();
    }

    @Test
    void theTimeSpanOfAQueueIsThatOfItsMessages() throws Exception {
        commit("G", "T", 1, 2);
        List<MessageExt> messages = broker.messages("T", 1, 0);
        List<QueueTimeSpan> spans = ask(
                        broker,
                        RequestCode.QUERY_CONSUME_TIME_SPAN,
                        new QueryConsumeTimeSpanRequestHeader("T", "G"),
                        QueryConsumeTimeSpanBody.class)
                .consumeTimeSpanSet();
        assertThat(spans).hasSize(2);
        assertThat(spans.get(0)).isEqualTo(QueueTimeSpan.of(queue("T", 0), -1, -1, -1, 0));
        assertThat(spans.get(1).minTimeStamp()).isEqualTo(messages.get(0).getStoreTimestamp());
        assertThat(spans.get(1).maxTimeStamp()).isEqualTo(messages.get(4).getStoreTimestamp());
        assertThat(spans.get(1).consumeTimeStamp()).isEqualTo(messages.get(1).getStoreTimestamp());
        assertThat(spans.get(1).delayTime())
                .isBetween(0L, System.currentTimeMillis() - messages.get(2).getStoreTimestamp());
        refused(
                broker,
                request(RequestCode.QUERY_CONSUME_TIME_SPAN, new QueryConsumeTimeSpanRequestHeader("nope", "G"), null),
                ResponseCode.TOPIC_NOT_EXIST,
                "topic[nope] not exist");
    }

    @Test
    void whoConsumesWhat() throws Exception {
        commit("TOOLS_CONSUMER", "T", 0, 0);
        commit("G", "U", 0, 0);
        assertThat(ask(
                                broker,
                                RequestCode.QUERY_TOPIC_CONSUME_BY_WHO,
                                new QueryTopicConsumeByWhoRequestHeader("T"),
                                GroupList.class)
                        .groupList())
                .containsExactlyInAnyOrder("G", "TOOLS_CONSUMER");
        TopicList topics = ask(
                broker,
                RequestCode.QUERY_TOPICS_BY_CONSUMER,
                new QueryTopicsByConsumerRequestHeader("G"),
                TopicList.class);
        assertThat(topics.topicList()).containsExactly("U");
        assertThat(topics.brokerAddr()).isEqualTo(broker.address());
        assertThat(subscription("G", "T").subscriptionData().getSubString()).isEqualTo("*");
        assertThat(subscription("G", "U").subscriptionData()).isNull();
        assertThat(subscription("nope", "U").subscriptionData()).isNull();
    }

    @Test
    void whatAPullCarriesIsKnownUntilAHeartbeatSaysIt() throws Exception {
        broker.call(RunningBroker.pullRequest("U", 0, 0, 0, "a || b"));
        SubscriptionData carried = subscription("G", "U").subscriptionData();
        assertThat(carried.getSubString()).isEqualTo("a || b");
        assertThat(carried.getTagsSet()).containsExactlyInAnyOrder("a", "b");

        broker.call(RunningBroker.pullRequest("T", 0, 0, 0, "c"));
        assertThat(subscription("G", "T").subscriptionData().getSubString()).isEqualTo("*");

        online("U");
        assertThat(subscription("G", "U").subscriptionData().getSubString()).isEqualTo("*");
        assertThat(subscription("G", "T").subscriptionData().getSubString()).isEqualTo("c");
    }

    @Test
    void aPullThatIsRefusedTellsNothing() throws Exception {
        broker.call(RunningBroker.pullRequest("U", 7, 0, 0, "a"));

        assertThat(subscription("G", "U").subscriptionData()).isNull();
    }

    @Test
    void whatAPopCarriesIsKnown() throws Exception {
        broker.call(
                RequestCode.POP_MESSAGE,
                new PopMessageRequestHeader(
                        "P", "U", -1, 1, 60_000, 0, System.currentTimeMillis(), 0, "TAG", "a", false, null, null));

        assertThat(subscription("P", "U").subscriptionData().getSubString()).isEqualTo("a");
        assertThat(subscription("P", "%RETRY%P_U").subscriptionData().getSubString())
                .isEqualTo("*");
    }

    private QuerySubscriptionResponseBody subscription(String group, String topic) throws Exception {
        return ask(
                broker,
                RequestCode.QUERY_SUBSCRIPTION_BY_CONSUMER,
                new QuerySubscriptionByConsumerRequestHeader(group, topic),
                QuerySubscriptionResponseBody.class);
    }

    @Test
    void slavesCopyTheTables() throws Exception {
        commit("G", "T", 1, 2);
        ConsumerOffsetSerializeWrapper offsets =
                ask(broker, RequestCode.GET_ALL_CONSUMER_OFFSET, null, ConsumerOffsetSerializeWrapper.class);
        assertThat(offsets.offsetTable()).isEqualTo(Map.of("T@G", Map.of(1, 2L)));
        assertThat(ask(broker, RequestCode.GET_ALL_DELAY_OFFSET, null, DelayOffsetSerializeWrapper.class)
                        .offsetTable())
                .isEmpty();
    }

    private Map<MessageQueue, Long> reset(long timestamp, Integer queueId, Long offset) throws Exception {
        return ask(
                        broker,
                        RequestCode.INVOKE_BROKER_TO_RESET_OFFSET,
                        new ResetOffsetRequestHeader("G", "T", queueId, offset, timestamp, true),
                        ResetOffsetBody.class)
                .offsetTable();
    }

    @Test
    void aResetHoldsUntilTheConsumerHasTakenIt() throws Exception {
        commit("G", "T", 1, 5);
        assertThat(reset(0, null, null)).isEqualTo(Map.of(queue("T", 0), 0L, queue("T", 1), 0L));
        assertThat(committed(1)).isZero();
        RemotingCommand late = commit("G", "T", 1, 5);
        assertThat(late.getCode()).isZero();
        assertThat(late.getRemark()).isEqualTo("Offset has been previously reset");
        assertThat(committed(1)).isZero();
        RemotingCommand told = broker.pull("T", 1, 5);
        assertThat(told.getCode()).isEqualTo(ResponseCode.PULL_OFFSET_MOVED);
        assertThat(told.getRemark()).isEqualTo("OFFSET_RESET");
        assertThat(RunningBroker.offsets(told).nextBeginOffset()).isZero();
        assertThat(broker.messages("T", 1, 0)).hasSize(5);
        commit("G", "T", 1, 5);
        assertThat(committed(1)).isEqualTo(5);
    }

    @Test
    void aResetGoesToATimeOrToTheEndOrToAnOffset() throws Exception {
        assertThat(reset(-1, null, null)).isEqualTo(Map.of(queue("T", 0), 0L, queue("T", 1), 5L));
        assertThat(reset(System.currentTimeMillis() + 60_000, -1, -1L).get(queue("T", 1)))
                .isEqualTo(5);
        assertThat(reset(0, 1, null)).isEqualTo(Map.of(queue("T", 1), 0L));
        assertThat(reset(-1, 1, 3L)).isEqualTo(Map.of(queue("T", 1), 3L));
        assertThat(committed(1)).isEqualTo(3);
    }

    @Test
    void aResetNeedsAGroupATopicAndAnOffsetWithinTheQueue() throws Exception {
        refused(
                broker,
                request(
                        RequestCode.INVOKE_BROKER_TO_RESET_OFFSET,
                        new ResetOffsetRequestHeader("G", "T", 1, 6L, -1, true),
                        null),
                ResponseCode.SYSTEM_ERROR,
                "Target offset 6 not in consume queue range [0-5]");
        refused(
                broker,
                request(
                        RequestCode.INVOKE_BROKER_TO_RESET_OFFSET,
                        new ResetOffsetRequestHeader("nope", "T", null, null, -1, true),
                        null),
                ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST,
                "Group nope does not exist");
        refused(
                broker,
                request(
                        RequestCode.INVOKE_BROKER_TO_RESET_OFFSET,
                        new ResetOffsetRequestHeader("G", "nope", null, null, -1, true),
                        null),
                ResponseCode.TOPIC_NOT_EXIST,
                "Topic nope does not exist");
    }

    @Test
    void aCommitThatLacksSomethingIsToldWhat() throws Exception {
        Requests.createTopic(broker, "T", 1);
        int code = RequestCode.UPDATE_CONSUMER_OFFSET;
        String group = "TOOLS_CONSUMER";
        refused(
                broker,
                request(code, new UpdateConsumerOffsetRequestHeader(group, "T", null, 1L, null), null),
                29,
                "QueueId is null, topic is T");
        refused(
                broker,
                request(code, new UpdateConsumerOffsetRequestHeader(group, "T", 0, null, null), null),
                29,
                "Offset is null, topic is T");
        refused(
                broker,
                request(code, new UpdateConsumerOffsetRequestHeader(null, "T", 0, 1L, null), null),
                26,
                "Group null not exist!");
    }
}
