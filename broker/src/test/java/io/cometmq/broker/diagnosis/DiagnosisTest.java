package io.cometmq.broker.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.broker.fixture.LoopbackClient;
import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.json.Json;
import io.cometmq.common.sysflag.PullSysFlag;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.BrokerDiagnosis;
import io.cometmq.remoting.protocol.header.PullMessageRequestHeader;
import io.cometmq.remoting.protocol.header.UnregisterClientRequestHeader;
import io.cometmq.remoting.protocol.header.UpdateConsumerOffsetRequestHeader;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.remoting.protocol.heartbeat.ConsumerData;
import io.cometmq.remoting.protocol.heartbeat.FilterAPI;
import io.cometmq.remoting.protocol.heartbeat.HeartbeatData;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosisTest {
    @TempDir
    private Path directory;

    private RunningBroker broker;
    private LoopbackClient first;
    private LoopbackClient second;

    @BeforeEach
    void start() throws Exception {
        broker = RunningBroker.start(directory, "stuckQueueMillis", "200", "autoCreateTopicEnable", "false");
        first = new LoopbackClient(broker.address(), Map.of());
        second = new LoopbackClient(broker.address(), Map.of());
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        broker.close();
    }

    @Test
    void clientsOfAGroupThatWantDifferentThingsAreFound() throws Exception {
        beat(first, "c@1", "G", "A || B");
        beat(second, "c@2", "G", "B || A");
        assertThat(diagnosis().subscriptionConflicts()).isEmpty();

        beat(second, "c@2", "G", "C");

        BrokerDiagnosis.SubscriptionConflict conflict =
                diagnosis().subscriptionConflicts().get(0);
        assertThat(conflict.group()).isEqualTo("G");
        assertThat(conflict.sinceMillis()).isPositive();
        assertThat(conflict.clients())
                .containsEntry("c@1", Map.of("BenchmarkTest", "A || B"))
                .containsEntry("c@2", Map.of("BenchmarkTest", "C"));

        second.call(RequestCode.UNREGISTER_CLIENT, new UnregisterClientRequestHeader("c@2", null, "G"), null);
        assertThat(diagnosis().subscriptionConflicts()).isEmpty();
    }

    @Test
    void aQueueThatStandsStillIsFoundWithItsMessageAndClient() throws Exception {
        broker.send("BenchmarkTest", 3, "done");
        String id = broker.send("BenchmarkTest", 3, "hangs", "KEYS", "order-7").msgId();
        beat(first, "c@1", "G", "*");
        pull(first, 3);
        commit(1);
        assertThat(diagnosis().stuckQueues()).isEmpty();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> !diagnosis().stuckQueues().isEmpty());

        BrokerDiagnosis.StuckQueue stuck = diagnosis().stuckQueues().get(0);
        assertThat(stuck.group()).isEqualTo("G");
        assertThat(stuck.topic()).isEqualTo("BenchmarkTest");
        assertThat(stuck.queueId()).isEqualTo(3);
        assertThat(stuck.queueOffset()).isEqualTo(1);
        assertThat(stuck.brokerOffset()).isEqualTo(2);
        assertThat(stuck.pulledOffset()).isEqualTo(2);
        assertThat(stuck.clientId()).isEqualTo("c@1");
        assertThat(stuck.messageId()).isEqualTo(id);
        assertThat(stuck.keys()).isEqualTo("order-7");

        commit(2);
        assertThat(diagnosis().stuckQueues()).isEmpty();
    }

    @Test
    void topicsThatDoNotExistAreFoundWithTheReasonAndSimilarNames() throws Exception {
        assertThat(broker.call(RunningBroker.sendRequest("BenchmarkTets", 0, "x"))
                        .getCode())
                .isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
        broker.call(RunningBroker.sendRequest("BenchmarkTets", 0, "x"));
        broker.pull("entirely-different", 0, 0);

        BrokerDiagnosis diagnosis = diagnosis();

        assertThat(diagnosis.unknownTopics()).hasSize(2);
        BrokerDiagnosis.UnknownTopic misspelt = diagnosis.unknownTopics().get(0);
        assertThat(misspelt.topic()).isEqualTo("BenchmarkTets");
        assertThat(misspelt.count()).isEqualTo(2);
        assertThat(misspelt.nearest()).containsExactly("BenchmarkTest");
        assertThat(misspelt.reason()).contains("TBW102", "autoCreateTopicEnable");
        assertThat(misspelt.askedFor()).isEqualTo("SEND");
        assertThat(diagnosis.unknownTopics().get(1).askedFor()).isEqualTo("PULL");
        assertThat(diagnosis.unknownTopics().get(1).nearest()).isEmpty();
    }

    @Test
    void onlyTheLastUnknownTopicsAreRemembered() {
        UnknownTopics topics = new UnknownTopics(() -> 5);
        for (int i = 0; i < UnknownTopics.MAX_REMEMBERED + 10; i++) {
            topics.asked("T" + i, UnknownTopics.Purpose.PULL, "c:1", "why");
        }

        assertThat(topics.find(Set.of("T20")))
                .hasSize(UnknownTopics.MAX_REMEMBERED - 1)
                .noneMatch(topic -> topic.topic().equals("T5"));
    }

    private BrokerDiagnosis diagnosis() throws Exception {
        RemotingCommand answer = broker.call(RequestCode.GET_BROKER_DIAGNOSIS, null);
        assertThat(answer.getCode()).isEqualTo(ResponseCode.SUCCESS);
        return Json.fromJson(answer.getBody(), BrokerDiagnosis.class);
    }

    private static void beat(LoopbackClient client, String clientId, String group, String tags) throws Exception {
        ConsumerData consumer = new ConsumerData(
                group,
                ConsumeType.CONSUME_PASSIVELY,
                MessageModel.CLUSTERING,
                ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET,
                Set.of(FilterAPI.buildSubscriptionData("BenchmarkTest", tags)),
                false);
        HeartbeatData heartbeat = new HeartbeatData(clientId, Set.of(), Set.of(consumer), 0, false);
        assertThat(client.call(RequestCode.HEART_BEAT, null, heartbeat).getCode())
                .isEqualTo(ResponseCode.SUCCESS);
    }

    private static void pull(LoopbackClient client, int queueId) throws Exception {
        int sysFlag = PullSysFlag.buildSysFlag(false, false, true, false);
        PullMessageRequestHeader header = new PullMessageRequestHeader(
                "G", "BenchmarkTest", queueId, 0, 32, sysFlag, 0, 0, "*", 0, null, null, null, null, null);
        assertThat(client.call(RequestCode.PULL_MESSAGE, header, null).getCode())
                .isEqualTo(ResponseCode.SUCCESS);
    }

    private void commit(long offset) throws Exception {
        broker.call(
                RequestCode.UPDATE_CONSUMER_OFFSET,
                new UpdateConsumerOffsetRequestHeader("G", "BenchmarkTest", 3, offset, null));
    }
}
