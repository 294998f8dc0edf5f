package io.cometmq.broker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.json.Json;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.BrokerStatsData;
import io.cometmq.remoting.protocol.body.ConsumeStats;
import io.cometmq.remoting.protocol.body.ConsumeStatsList;
import io.cometmq.remoting.protocol.body.KVTable;
import io.cometmq.remoting.protocol.body.QueryConsumeQueueResponseBody;
import io.cometmq.remoting.protocol.body.TopicStatsTable;
import io.cometmq.remoting.protocol.header.CloneGroupOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.GetConsumeStatsInBrokerHeader;
import io.cometmq.remoting.protocol.header.GetConsumeStatsRequestHeader;
import io.cometmq.remoting.protocol.header.GetTopicStatsInfoRequestHeader;
import io.cometmq.remoting.protocol.header.QueryConsumeQueueRequestHeader;
import io.cometmq.remoting.protocol.header.QueryConsumerOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.QueryConsumerOffsetResponseHeader;
import io.cometmq.remoting.protocol.header.UpdateConsumerOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.ViewBrokerStatsDataRequestHeader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsAdminTest {
    @TempDir
    private Path directory;

    private RunningBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = RunningBroker.start(directory);
        broker.send("T", 0, "one", "TAGS", "A");
        broker.send("T", 0, "two", "TAGS", "B");
        broker.send("T", 1, "three");
        broker.pull("T", 0, 0);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void statisticsAreAnsweredByNameAndKey() throws Exception {
        assertThat(stats("TOPIC_PUT_NUMS", "T").statsMinute().sum()).isEqualTo(3);
        assertThat(stats("TOPIC_PUT_SIZE", "T").statsDay().sum()).isGreaterThan(300);
        assertThat(stats("QUEUE_PUT_NUMS", "T@1").statsMinute().sum()).isEqualTo(1);
        assertThat(stats("GROUP_GET_NUMS", "T@G").statsMinute().sum()).isEqualTo(2);
        assertThat(stats("BROKER_PUT_NUMS", "DefaultCluster").statsMinute().tps())
                .isPositive();
        RemotingCommand unknown =
                call(RequestCode.VIEW_BROKER_STATS_DATA, new ViewBrokerStatsDataRequestHeader("TOPIC_PUT_NUMS", "U"));
        assertThat(unknown.getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
        assertThat(unknown.getRemark()).isEqualTo("The stats <TOPIC_PUT_NUMS> <U> not exist");
    }

    private BrokerStatsData stats(String name, String key) throws Exception {
        return body(
                call(RequestCode.VIEW_BROKER_STATS_DATA, new ViewBrokerStatsDataRequestHeader(name, key)),
                BrokerStatsData.class);
    }

    @Test
    void topicsAndGroupsHaveTheirRates() throws Exception {
        commit("G", 0, 1);
        TopicStatsTable topic = body(
                call(RequestCode.GET_TOPIC_STATS_INFO, new GetTopicStatsInfoRequestHeader("T")), TopicStatsTable.class);
        ConsumeStats group = body(
                call(RequestCode.GET_CONSUME_STATS, new GetConsumeStatsRequestHeader("G", "T", null)),
                ConsumeStats.class);

        assertThat(topic.topicPutTps()).isPositive();
        assertThat(group.consumeTps()).isPositive();
    }

    @Test
    void allGroupsOfTheBrokerAreListedWithTheirLag() throws Exception {
        commit("G", 0, 1);

        ConsumeStatsList list = body(
                call(RequestCode.GET_BROKER_CONSUME_STATS, new GetConsumeStatsInBrokerHeader(false)),
                ConsumeStatsList.class);

        assertThat(list.brokerAddr()).isEqualTo(broker.address());
        assertThat(list.totalDiff()).isEqualTo(2);
        ConsumeStats stats = list.consumeStatsList().stream()
                .filter(entry -> entry.containsKey("G"))
                .findFirst()
                .orElseThrow()
                .get("G")
                .get(0);
        assertThat(stats.offsetTable().get(new MessageQueue("T", "broker-t", 0)).consumerOffset())
                .isEqualTo(1);
        ConsumeStatsList ordered = body(
                call(RequestCode.GET_BROKER_CONSUME_STATS, new GetConsumeStatsInBrokerHeader(true)),
                ConsumeStatsList.class);
        assertThat(ordered.totalDiff()).isZero();
    }

    @Test
    void entriesOfAQueueAreShown() throws Exception {
        QueryConsumeQueueResponseBody body = body(
                call(RequestCode.QUERY_CONSUME_QUEUE, new QueryConsumeQueueRequestHeader("T", 0, 1, 10, null)),
                QueryConsumeQueueResponseBody.class);

        assertThat(body.maxQueueIndex()).isEqualTo(2);
        assertThat(body.minQueueIndex()).isZero();
        assertThat(body.filterData()).isNull();
        assertThat(body.queueData()).hasSize(1);
        assertThat(body.queueData().get(0).tagsCode()).isEqualTo("B".hashCode());
        assertThat(body.queueData().get(0).physicOffset()).isPositive();
        assertThat(body.queueData().get(0).physicSize()).isPositive();
        RemotingCommand unknown =
                call(RequestCode.QUERY_CONSUME_QUEUE, new QueryConsumeQueueRequestHeader("T", 9, 0, 10, null));
        assertThat(unknown.getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
        assertThat(unknown.getRemark()).contains("queueId=9", "topic=T");
    }

    @Test
    void entriesSayWhenTheGroupThatIsAskedAboutIsAway() throws Exception {
        QueryConsumeQueueResponseBody body = body(
                call(RequestCode.QUERY_CONSUME_QUEUE, new QueryConsumeQueueRequestHeader("T", 0, 0, 10, "away")),
                QueryConsumeQueueResponseBody.class);

        assertThat(body.filterData()).isEqualTo("away@T is not online!");
        assertThat(body.subscriptionData()).isNull();
        assertThat(body.queueData()).hasSize(2);
    }

    @Test
    void offsetsAreNotClonedToAGroupThatCannotBe() throws Exception {
        commit("G", 0, 2);
        RemotingCommand answer =
                call(RequestCode.CLONE_GROUP_OFFSET, new CloneGroupOffsetRequestHeader("G", "a b", "T", true));

        assertThat(answer.getCode()).isEqualTo(ResponseCode.INVALID_PARAMETER);
    }

    @Test
    void aGroupTakesOverTheOffsetsOfAnother() throws Exception {
        commit("G", 0, 2);
        commit("G", 1, 1);

        RemotingCommand answer =
                call(RequestCode.CLONE_GROUP_OFFSET, new CloneGroupOffsetRequestHeader("G", "H", "T", true));

        assertThat(answer.getCode()).isEqualTo(ResponseCode.SUCCESS);
        assertThat(call(
                                RequestCode.QUERY_CONSUMER_OFFSET,
                                new QueryConsumerOffsetRequestHeader("H", "T", 0, false, null))
                        .decodeCommandCustomHeader(QueryConsumerOffsetResponseHeader.class)
                        .offset())
                .isEqualTo(2);
    }

    @Test
    void unusedQueuesAndExpiredFilesAreDeletedWithoutHarmToTheOthers() throws Exception {
        assertThat(call(RequestCode.CLEAN_UNUSED_TOPIC, null).getCode()).isEqualTo(ResponseCode.SUCCESS);
        assertThat(call(RequestCode.DELETE_EXPIRED_COMMITLOG, null).getCode()).isEqualTo(ResponseCode.SUCCESS);
        assertThat(call(RequestCode.CLEAN_EXPIRED_CONSUMEQUEUE, null).getCode()).isEqualTo(ResponseCode.SUCCESS);

        assertThat(broker.messages("T", 0, 0)).hasSize(2);
    }

    @Test
    void theBrokersStateHasTheFiguresThatToolsShow() throws Exception {
        Map<String, String> table = body(call(RequestCode.GET_BROKER_RUNTIME_INFO, null), KVTable.class)
                .table();

        assertThat(table)
                .containsKeys(
                        "getFoundTps",
                        "getTotalTps",
                        "getMissTps",
                        "putLatency99",
                        "putLatency999",
                        "putMessageEntireTimeMax",
                        "getMessageEntireTimeMax",
                        "litePullThreadPoolQueueCapacity",
                        "ackThreadPoolQueueSize",
                        "EndTransactionQueueSize",
                        "EndTransactionThreadPoolQueueCapacity",
                        "dispatchMaxBuffer",
                        "timerOffsetBehind",
                        "timerReadBehind",
                        "timerCongestNum",
                        "timerEnqueueTps",
                        "timerDequeueTps");
        assertThat(table.get("remainTransientStoreBufferNumbs")).isEqualTo("2147483647");
        assertThat(table.get("putMessageDistributeTime")).startsWith("[<=0ms]:").endsWith("[10s~]:0");
        assertThat(table.get("putMessageTimesTotal")).isEqualTo("3");
    }

    private void commit(String group, int queueId, long offset) throws Exception {
        broker.call(RunningBroker.pullRequest("T", 0, 0, 0, "*"));
        createGroup(group);
        assertThat(call(
                                RequestCode.UPDATE_CONSUMER_OFFSET,
                                new UpdateConsumerOffsetRequestHeader(group, "T", queueId, offset, null))
                        .getCode())
                .isEqualTo(ResponseCode.SUCCESS);
    }

    private void createGroup(String group) throws Exception {
        RemotingCommand request =
                RemotingCommand.createRequestCommand(RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP, null);
        request.setBody(Json.toJsonBytes(Map.of("groupName", group, "consumeEnable", true)));
        broker.call(request);
    }

    private RemotingCommand call(int code, CommandHeader header) throws Exception {
        return broker.call(code, header);
    }

    private static <T> T body(RemotingCommand answer, Class<T> type) {
        assertThat(answer.getCode()).as(answer.getRemark()).isEqualTo(ResponseCode.SUCCESS);
        return Json.fromJson(answer.getBody(), type);
    }
}
