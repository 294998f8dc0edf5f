package io.cometmq.broker.admin;

import static io.cometmq.broker.admin.Requests.ask;
import static io.cometmq.broker.admin.Requests.createTopic;
import static io.cometmq.broker.admin.Requests.queue;
import static io.cometmq.broker.admin.Requests.refused;
import static io.cometmq.broker.admin.Requests.request;
import static io.cometmq.broker.admin.Requests.succeed;
import static io.cometmq.broker.admin.Requests.topic;
import static io.cometmq.remoting.protocol.ResponseCode.INVALID_PARAMETER;
import static io.cometmq.remoting.protocol.ResponseCode.SYSTEM_ERROR;
import static io.cometmq.remoting.protocol.ResponseCode.TOPIC_NOT_EXIST;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.json.Json;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.body.TopicConfigSerializeWrapper;
import io.cometmq.remoting.protocol.body.TopicList;
import io.cometmq.remoting.protocol.body.TopicOffset;
import io.cometmq.remoting.protocol.body.TopicStatsTable;
import io.cometmq.remoting.protocol.header.CreateTopicRequestHeader;
import io.cometmq.remoting.protocol.header.DeleteTopicRequestHeader;
import io.cometmq.remoting.protocol.header.GetAllTopicConfigRequestHeader;
import io.cometmq.remoting.protocol.header.GetAllTopicConfigResponseHeader;
import io.cometmq.remoting.protocol.header.GetTopicConfigRequestHeader;
import io.cometmq.remoting.protocol.header.GetTopicStatsInfoRequestHeader;
import io.cometmq.remoting.protocol.header.QueryConsumerOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.UpdateConsumerOffsetRequestHeader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicAdminTest {
    @TempDir
    Path directory;

    private RunningBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = RunningBroker.start(directory, "brokerClusterName", "C");
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private TopicConfig get(String name) throws Exception {
        return ask(broker, RequestCode.GET_TOPIC_CONFIG, new GetTopicConfigRequestHeader(name), TopicConfig.class);
    }

    private void refusedTopic(CreateTopicRequestHeader header, int code, String remark) throws Exception {
        refused(broker, request(RequestCode.UPDATE_AND_CREATE_TOPIC, header, null), code, remark);
    }

    @Test
    void aTopicIsCreatedAndChangedAndIsOnDiskWhenThatIsAnswered() throws Exception {
        createTopic(broker, "T", 4);
        assertThat(get("T")).isEqualTo(new TopicConfig("T", 4, 4, 6));
        assertThat(Files.readString(directory.resolve("config/topics.json"))).contains("\"T\":{");
        succeed(
                broker,
                RequestCode.UPDATE_AND_CREATE_TOPIC,
                new CreateTopicRequestHeader("T", "TBW102", 8, 2, 4, "MULTI_TAG", 1, true, "+message.type=FIFO", null),
                null);
        TopicConfig changed = get("T");
        assertThat(changed.getReadQueueNums()).isEqualTo(8);
        assertThat(changed.getWriteQueueNums()).isEqualTo(2);
        assertThat(changed.getPerm()).isEqualTo(4);
        assertThat(changed.isOrder()).isTrue();
        assertThat(changed.getTopicSysFlag()).isEqualTo(1);
        assertThat(changed.getAttributes()).isEqualTo(Map.of("message.type", "FIFO"));
    }

    @Test
    void whatCannotBeATopicIsRefused() throws Exception {
        refusedTopic(
                topic("bad name!", 4, 6, ""),
                INVALID_PARAMETER,
                "The specified topic: bad name!, contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$");
        for (String system : new String[] {"TBW102", "C", "broker-t", "C_REPLY_TOPIC", "rmq_sys_foo"}) {
            refusedTopic(
                    topic(system, 4, 6, ""),
                    INVALID_PARAMETER,
                    "The topic[" + system + "] is conflict with system topic.");
        }
        refusedTopic(topic("T", 4, 9, ""), INVALID_PARAMETER, "The topic[T] cannot have perm 9: 0 to 7 are possible.");
        refusedTopic(
                topic("T", -1, 6, ""),
                INVALID_PARAMETER,
                "The topic[T] cannot have -1 read queues and -1 write queues: 0 to 65536 are possible.");
        refusedTopic(
                topic("T", 4, 6, "+message.type=MIXED"), INVALID_PARAMETER, "MIXED message type is not supported.");
        refusedTopic(topic("T", 4, 6, "+foo=bar"), SYSTEM_ERROR, "unsupported key: foo");
        refusedTopic(
                topic("T", 4, 6, "message.type=FIFO"),
                SYSTEM_ERROR,
                "add/alter attribute format is wrong: message.type");
        refusedTopic(
                new CreateTopicRequestHeader("T", "TBW102", 4, 4, 6, "FOO", 0, false, null, null),
                SYSTEM_ERROR,
                "topicFilterType = [FOO] value invalid");
        refused(
                broker,
                request(RequestCode.GET_TOPIC_CONFIG, new GetTopicConfigRequestHeader("T"), null),
                TOPIC_NOT_EXIST,
                "No topic in this broker. topic: T");
    }

    @Test
    void ofAListAllAreCreatedOrNone() throws Exception {
        refused(
                broker,
                request(
                        RequestCode.UPDATE_AND_CREATE_TOPIC_LIST,
                        null,
                        "{\"topicConfigList\":[{\"topicName\":\"T\"},{\"topicName\":\"TBW102\"}]}"),
                INVALID_PARAMETER,
                "The topic[TBW102] is conflict with system topic.");
        succeed(
                broker,
                RequestCode.UPDATE_AND_CREATE_TOPIC_LIST,
                null,
                "{\"topicConfigList\":[{\"topicName\":\"U\",\"readQueueNums\":2,\"writeQueueNums\":2,\"perm\":6}]}");
        assertThat(get("U")).isEqualTo(new TopicConfig("U", 2, 2, 6));
        assertThat(broker.call(RequestCode.GET_TOPIC_CONFIG, new GetTopicConfigRequestHeader("T"))
                        .getCode())
                .isEqualTo(TOPIC_NOT_EXIST);
        assertThat(broker.call(RequestCode.UPDATE_AND_CREATE_TOPIC_LIST, null).getCode())
                .isEqualTo(SYSTEM_ERROR);
    }

    private RemotingCommand all(Integer start, String version, Integer count) throws Exception {
        return succeed(
                broker,
                RequestCode.GET_ALL_TOPIC_CONFIG,
                new GetAllTopicConfigRequestHeader(start, version, count),
                null);
    }

    private static TopicConfigSerializeWrapper topics(RemotingCommand answer) {
        return Json.fromJson(answer.getBody(), TopicConfigSerializeWrapper.class);
    }

    @Test
    void allTopicsAreListedAtOnceOrInPages() throws Exception {
        TopicConfigSerializeWrapper all = topics(all(null, null, null));
        assertThat(all.topicConfigTable()).containsKeys("TBW102", "BenchmarkTest", "C", "broker-t");
        int total = all.topicConfigTable().size();

        RemotingCommand first = all(0, null, 5);
        assertThat(first.decodeCommandCustomHeader(GetAllTopicConfigResponseHeader.class)
                        .totalTopicNum())
                .isEqualTo(total);
        String version = Json.toJson(topics(first).dataVersion());
        Map<String, TopicConfig> collected =
                new java.util.TreeMap<>(topics(first).topicConfigTable());
        for (int start = 5; start < total; start += 5) {
            collected.putAll(topics(all(start, version, 5)).topicConfigTable());
        }
        assertThat(collected).isEqualTo(all.topicConfigTable());

        createTopic(broker, "T", 1);
        assertThat(topics(all(5, version, 5)).topicConfigTable())
                .as("the table has changed: from the beginning")
                .isEqualTo(topics(all(0, null, 5)).topicConfigTable());
        assertThat(broker.call(RequestCode.GET_ALL_TOPIC_CONFIG, new GetAllTopicConfigRequestHeader(null, null, 5))
                        .getCode())
                .isEqualTo(SYSTEM_ERROR);
    }

    @Test
    void theStatsOfATopicAreItsQueues() throws Exception {
        createTopic(broker, "T", 2);
        broker.send("T", 1, "one");
        broker.send("T", 1, "two");
        RemotingCommand answer =
                succeed(broker, RequestCode.GET_TOPIC_STATS_INFO, new GetTopicStatsInfoRequestHeader("T"), null);
        assertThat(new String(answer.getBody(), StandardCharsets.UTF_8))
                .contains("{\"brokerName\":\"broker-t\",\"queueId\":0,\"topic\":\"T\"}:");
        TopicStatsTable stats = Json.fromJson(answer.getBody(), TopicStatsTable.class);
        assertThat(stats.offsetTable()).containsOnlyKeys(queue("T", 0), queue("T", 1));
        assertThat(stats.offsetTable().get(queue("T", 0))).isEqualTo(new TopicOffset(0, 0, 0));
        TopicOffset written = stats.offsetTable().get(queue("T", 1));
        assertThat(written.maxOffset()).isEqualTo(2);
        assertThat(written.lastUpdateTimestamp())
                .isEqualTo(broker.messages("T", 1, 1).get(0).getStoreTimestamp());
        refused(
                broker,
                request(RequestCode.GET_TOPIC_STATS_INFO, new GetTopicStatsInfoRequestHeader("nope"), null),
                TOPIC_NOT_EXIST,
                "topic[nope] not exist");
    }

    @Test
    void aDeletedTopicLeavesNothingBehind() throws Exception {
        createTopic(broker, "T", 1);
        broker.send("T", 0, "one");
        broker.pull("T", 0, 0);
        succeed(
                broker,
                RequestCode.UPDATE_CONSUMER_OFFSET,
                new UpdateConsumerOffsetRequestHeader("G", "T", 0, 1L, null),
                null);
        succeed(broker, RequestCode.DELETE_TOPIC_IN_BROKER, new DeleteTopicRequestHeader("T"), null);
        assertThat(broker.pull("T", 0, 0).getCode()).isEqualTo(TOPIC_NOT_EXIST);
        assertThat(Files.readString(directory.resolve("config/topics.json"))).doesNotContain("\"T\":{");
        createTopic(broker, "T", 1);
        assertThat(broker.messages("T", 0, 0)).isEmpty();
        assertThat(broker.call(
                                RequestCode.QUERY_CONSUMER_OFFSET,
                                new QueryConsumerOffsetRequestHeader("G", "T", 0, null, null))
                        .getCode())
                .isNotZero();
        assertThat(broker.send("T", 0, "new").queueOffset()).isZero();
    }

    @Test
    void whatIsTheSystemsIsNotDeleted() throws Exception {
        refused(
                broker,
                request(RequestCode.DELETE_TOPIC_IN_BROKER, new DeleteTopicRequestHeader("TBW102"), null),
                INVALID_PARAMETER,
                "The topic[TBW102] is conflict with system topic.");
        refused(
                broker,
                request(RequestCode.DELETE_TOPIC_IN_BROKER, new DeleteTopicRequestHeader(" "), null),
                INVALID_PARAMETER,
                "The specified topic is blank.");
        refused(
                broker,
                request(RequestCode.DELETE_TOPIC_IN_BROKER, null, null),
                INVALID_PARAMETER,
                "The specified topic is blank.");
        succeed(broker, RequestCode.DELETE_TOPIC_IN_BROKER, new DeleteTopicRequestHeader("nope"), null);
    }

    @Test
    void theSystemsTopicsAreListed() throws Exception {
        assertThat(ask(broker, RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_BROKER, null, TopicList.class)
                        .topicList())
                .contains(
                        "TBW102",
                        "BenchmarkTest",
                        "C",
                        "broker-t",
                        "C_REPLY_TOPIC",
                        "SCHEDULE_TOPIC_XXXX",
                        "TRANS_CHECK_MAX_TIME_TOPIC",
                        "CHECKPOINT_TOPIC",
                        "rmq_sys_REVIVE_LOG_C");
    }
}
