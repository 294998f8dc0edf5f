package io.cometmq.remoting.protocol.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.TopicConfig;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.json.Json;
import io.cometmq.common.json.JsonException;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.common.message.MessageRequestMode;
import io.cometmq.remoting.protocol.DataVersion;
import io.cometmq.remoting.protocol.LanguageCode;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.remoting.protocol.heartbeat.ConsumerData;
import io.cometmq.remoting.protocol.heartbeat.FilterAPI;
import io.cometmq.remoting.protocol.heartbeat.HeartbeatData;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.protocol.heartbeat.ProducerData;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.route.QueueData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import io.cometmq.remoting.protocol.subscription.GroupRetryPolicyType;
import io.cometmq.remoting.protocol.subscription.SimpleSubscriptionData;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bodies under corpus/ were written by the library of RocketMQ 5.4.0. */
class BodyCorpusTest {
    private static final MessageQueue QUEUE = new MessageQueue("t", "b", 0);

    private static byte[] corpus(String name) throws IOException {
        try (InputStream stream = BodyCorpusTest.class.getResourceAsStream("/corpus/" + name)) {
            return stream.readAllBytes();
        }
    }

    /** Reads a body and checks that it is written again as it was, but for the order in maps and sets. */
    private static <T> T read(Class<T> type) throws IOException {
        String name = Character.toLowerCase(type.getSimpleName().charAt(0))
                + type.getSimpleName().substring(1) + ".json";
        byte[] text = corpus(name);
        T body = Json.fromJson(text, type);
        byte[] written = Json.toJsonBytes(body);
        assertThat((Object) Json.fromJson(written, Map.class)).isEqualTo(Json.fromJson(text, Map.class));
        assertThat(Json.fromJson(written, type)).isEqualTo(body);
        return body;
    }

    @Test
    void heartbeats() throws IOException {
        SubscriptionData subscription = FilterAPI.buildSubscriptionData("TopicA", "TagA || TagBig");
        ConsumerData consumer = new ConsumerData(
                "CG",
                ConsumeType.CONSUME_PASSIVELY,
                MessageModel.CLUSTERING,
                ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET,
                Set.of(subscription),
                false);
        HeartbeatData heartbeat = read(HeartbeatData.class);
        assertThat(heartbeat)
                .isEqualTo(
                        new HeartbeatData("192.0.2.2@c2", Set.of(new ProducerData("PG")), Set.of(consumer), 5, true));
        assertThat(heartbeat.consumerDataSet().iterator().next().subscriptionDataSet())
                .extracting(SubscriptionData::getSubVersion)
                .containsExactly(1795362618066L);
    }

    @Test
    void routes() throws IOException {
        TopicRouteData route = read(TopicRouteData.class);
        BrokerData broker = new BrokerData("c", "b", Map.of(0L, "127.0.0.1:10911", 1L, "127.0.0.1:10921"), null, false);
        assertThat(route)
                .isEqualTo(
                        new TopicRouteData("b:4", List.of(new QueueData("b", 4, 4, 6, 0)), List.of(broker), Map.of()));
        assertThat(Json.toJson(route)).isEqualTo(new String(corpus("topicRouteData.json"), UTF_8));
        assertThat(Json.toStandardJsonBytes(route))
                .asString(UTF_8)
                .contains("\"brokerAddrs\":{\"0\":\"127.0.0.1:10911\",\"1\":\"127.0.0.1:10921\"}")
                .doesNotContain(" ");
        assertThat(read(ClusterInfo.class)).isEqualTo(new ClusterInfo(Map.of("b", broker), Map.of("c", Set.of("b"))));
    }

    @Test
    void tablesByQueue() throws IOException {
        assertThat(read(TopicStatsTable.class).offsetTable())
                .isEqualTo(Map.of(
                        QUEUE, new TopicOffset(0, 5, 7), new MessageQueue("t", "b", 1), new TopicOffset(0, 0, 0)));
        ConsumeStats stats = new ConsumeStats(Map.of(QUEUE, new OffsetWrapper(8, 0, 8, 0)), 1.07);
        assertThat(read(ConsumeStats.class)).isEqualTo(stats);
        assertThat(read(ConsumeStatsList.class))
                .isEqualTo(new ConsumeStatsList(List.of(Map.of("CG", List.of(stats))), "127.0.0.1:10911", 0, 0));
        assertThat(read(ResetOffsetBody.class)).isEqualTo(new ResetOffsetBody(Map.of(QUEUE, 17L)));
        assertThat(read(GetConsumerStatusBody.class))
                .isEqualTo(new GetConsumerStatusBody(Map.of(QUEUE, 17L), Map.of("c", Map.of(QUEUE, 18L))));
        assertThat(Json.toJson(stats)).isEqualTo(new String(corpus("consumeStats.json"), UTF_8));
    }

    @Test
    void runningInfo() throws IOException {
        ConsumerRunningInfo info = read(ConsumerRunningInfo.class);
        assertThat(info.properties()).isEqualTo(Map.of("PROP_CONSUME_TYPE", "CONSUME_PASSIVELY"));
        assertThat(info.mqTable()).containsOnlyKeys(QUEUE);
        assertThat(info.mqPopTable()).containsOnlyKeys(new MessageQueue("t", "b", 1));
        assertThat(info.statusTable()).containsOnlyKeys("t");
        assertThat(info.jstack()).isEqualTo("st");
    }

    @Test
    void groups() throws IOException {
        SubscriptionGroupWrapper wrapper = read(SubscriptionGroupWrapper.class);
        SubscriptionGroupConfig plain = wrapper.subscriptionGroupTable().get("D");
        assertThat(plain).isEqualTo(new SubscriptionGroupConfig());
        SubscriptionGroupConfig group = wrapper.subscriptionGroupTable().get("CG");
        assertThat(group.getGroupRetryPolicy().type()).isEqualTo(GroupRetryPolicyType.EXPONENTIAL);
        assertThat(group.getGroupRetryPolicy().customizedRetryPolicy().next()).containsExactly(1L, 2L);
        assertThat(group.getSubscriptionDataSet()).containsExactly(new SimpleSubscriptionData("t", "TAG", "*", 3));
        assertThat(wrapper.forbiddenTable()).isEqualTo(Map.of("CG", Map.of("t", 1)));
        assertThat(new SubscriptionGroupConfig(group)).isEqualTo(group).hasSameHashCodeAs(group);
    }

    @Test
    void connections() throws IOException {
        ConsumerConnection connection = read(ConsumerConnection.class);
        assertThat(connection.connectionSet())
                .containsExactly(new Connection("c", "127.0.0.1:5", LanguageCode.GO, 317));
        assertThat(connection.consumeType()).isEqualTo(ConsumeType.CONSUME_POP);
        assertThat(connection.consumeFromWhere()).isNull();
        assertThat(read(ProducerTableInfo.class).data())
                .isEqualTo(Map.of("g", List.of(new ProducerInfo("c", "/127.0.0.1:4", LanguageCode.JAVA, 493, 8))));
    }

    @Test
    void otherBodies() throws IOException {
        assertThat(read(LockBatchRequestBody.class))
                .isEqualTo(new LockBatchRequestBody("g", "c", false, Set.of(QUEUE)));
        assertThat(read(ConsumeMessageDirectlyResult.class))
                .isEqualTo(new ConsumeMessageDirectlyResult(false, true, CMResult.CR_LATER, "r", 3));
        assertThat(read(QueryAssignmentResponseBody.class).messageQueueAssignments())
                .singleElement()
                .satisfies(assignment -> {
                    assertThat(assignment.getMessageQueue()).isEqualTo(QUEUE);
                    assertThat(assignment.getMode()).isEqualTo(MessageRequestMode.POP);
                });
        assertThat(read(BrokerStatsData.class).statsDay()).isEqualTo(new BrokerStatsItem(0, 0, 0));
        assertThat(read(KVTable.class).table()).isEqualTo(Map.of("k", "vä"));
        BatchAck ack = read(BatchAckMessageRequestBody.class).acks().get(0);
        assertThat(ack.bits()).isEqualTo(BitSet.valueOf(new long[] {0b10_0000_0001}));
        assertThat(BatchAck.text(ack.bits())).isEqualTo(ack.b());
    }

    @Test
    void timeSpansHaveTextsForPeople() throws IOException {
        QueueTimeSpan span = Json.fromJson(corpus("queryConsumeTimeSpanBody.json"), QueryConsumeTimeSpanBody.class)
                .consumeTimeSpanSet()
                .get(0);
        assertThat(span).isEqualTo(QueueTimeSpan.of(QUEUE, 1000, 2000, 1500, 4));
        assertThat(span.minTimeStampStr()).matches("\\d{4}-\\d{2}-\\d{2}#\\d{2}:\\d{2}:01:000");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void registrations(boolean compressed) throws IOException {
        byte[] official = corpus(compressed ? "registerBrokerBody.zlib" : "registerBrokerBody.json");
        RegisterBrokerBody body = RegisterBrokerBody.decode(official, compressed);
        TopicConfig retry = new TopicConfig("%RETRY%G", 1, 1);
        retry.setAttributes(Map.of("+message.type", "FIFO"));
        assertThat(body)
                .isEqualTo(new RegisterBrokerBody(
                        new TopicConfigSerializeWrapper(
                                Map.of("TopicA", new TopicConfig("TopicA", 4, 4), "%RETRY%G", retry),
                                new DataVersion(0, 1795362437284L, 17)),
                        List.of("127.0.0.1:9000")));
        assertThat(RegisterBrokerBody.decode(body.encode(compressed), compressed))
                .isEqualTo(body);
    }

    @Test
    void refusesMalformedRegistrations() throws IOException {
        byte[] official = corpus("registerBrokerBody.zlib");
        for (int length = 0; length < official.length - 4; length++) {
            byte[] truncated = Arrays.copyOf(official, length);
            assertThatThrownBy(() -> RegisterBrokerBody.decode(truncated, true))
                    .isInstanceOfAny(IllegalArgumentException.class, JsonException.class);
        }
    }

    @Test
    void topicTablesOf49() {
        String text = """
                {"dataVersion":{"counter":3,"timestamp":1795362437284},"topicConfigTable":{"T":{"order":false,"perm":6,\
                "readQueueNums":4,"topicFilterType":"SINGLE_TAG","topicName":"T","topicSysFlag":0,"writeQueueNums":4}}}""";
        assertThat(Json.fromJson(text, TopicConfigSerializeWrapper.class))
                .isEqualTo(new TopicConfigSerializeWrapper(
                        Map.of("T", new TopicConfig("T", 4, 4)), new DataVersion(0, 1795362437284L, 3)));
    }

    @Test
    void offsetTables() {
        String text = "{\"dataVersion\":{\"counter\":0,\"stateVersion\":0,\"timestamp\":1},"
                + "\"groupTopicMap\":{\"CG\":[\"T\"]},\"offsetTable\":{\"T@CG\":{0:3,1:3}}}";
        ConsumerOffsetSerializeWrapper offsets = Json.fromJson(text, ConsumerOffsetSerializeWrapper.class);
        assertThat(offsets.offsetTable()).isEqualTo(Map.of("T@CG", Map.of(0, 3L, 1, 3L)));
        assertThat(Json.toJson(offsets)).isEqualTo(text);
        assertThat(Json.fromJson("{\"offsetTable\":{2:1,\"3\":1}}", DelayOffsetSerializeWrapper.class))
                .isEqualTo(new DelayOffsetSerializeWrapper(Map.of(2, 1L, 3, 1L), null));
    }
}
