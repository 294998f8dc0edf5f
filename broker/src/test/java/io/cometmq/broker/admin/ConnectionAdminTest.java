package io.cometmq.broker.admin;

import static io.cometmq.broker.admin.Requests.ask;
import static io.cometmq.broker.admin.Requests.queue;
import static io.cometmq.broker.admin.Requests.refused;
import static io.cometmq.broker.admin.Requests.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.broker.fixture.LoopbackClient;
import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.MQVersion;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.remoting.protocol.LanguageCode;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.Connection;
import io.cometmq.remoting.protocol.body.ConsumerConnection;
import io.cometmq.remoting.protocol.body.GetConsumerStatusBody;
import io.cometmq.remoting.protocol.body.ProducerConnection;
import io.cometmq.remoting.protocol.body.ProducerInfo;
import io.cometmq.remoting.protocol.body.ProducerTableInfo;
import io.cometmq.remoting.protocol.header.ConsumeMessageDirectlyResultRequestHeader;
import io.cometmq.remoting.protocol.header.GetConsumerConnectionListRequestHeader;
import io.cometmq.remoting.protocol.header.GetConsumerRunningInfoRequestHeader;
import io.cometmq.remoting.protocol.header.GetConsumerStatusRequestHeader;
import io.cometmq.remoting.protocol.header.GetProducerConnectionListRequestHeader;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.remoting.protocol.heartbeat.ConsumerData;
import io.cometmq.remoting.protocol.heartbeat.HeartbeatData;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.protocol.heartbeat.ProducerData;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import io.cometmq.remoting.rpc.RequestProcessor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client c@1 that produces as P and consumes as G, and what administrators learn of it and through it. */
class ConnectionAdminTest {
    @TempDir
    Path directory;

    private RunningBroker broker;
    private LoopbackClient client;

    @BeforeEach
    void start() throws Exception {
        broker = RunningBroker.start(directory);
        RequestProcessor answer = (exchange, request) -> {
            request.getBody(); // stays when the buffer is given back
            RemotingCommand response = RemotingCommand.createResponseCommand(ResponseCode.SUCCESS, "remark");
            response.addExtField("field", "value");
            response.setBody("{\"x\":1}".getBytes(UTF_8));
            return response;
        };
        client = new LoopbackClient(
                broker.address(),
                Map.of(
                        RequestCode.NOTIFY_CONSUMER_IDS_CHANGED,
                        (exchange, request) -> null,
                        RequestCode.GET_CONSUMER_RUNNING_INFO,
                        answer,
                        RequestCode.CONSUME_MESSAGE_DIRECTLY,
                        answer,
                        RequestCode.GET_CONSUMER_STATUS_FROM_CLIENT,
                        (exchange, request) ->
                                JsonBody.answer(new GetConsumerStatusBody(Map.of(queue("T", 0), 5L), null))));
        online(client, "c@1", MQVersion.CURRENT_VERSION);
    }

    private static void online(LoopbackClient client, String clientId, int version) throws Exception {
        ConsumerData consumer = new ConsumerData(
                "G",
                ConsumeType.CONSUME_PASSIVELY,
                MessageModel.CLUSTERING,
                ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET,
                Set.of(new SubscriptionData("T", "*")),
                false);
        RemotingCommand heartbeat = request(
                RequestCode.HEART_BEAT,
                null,
                new HeartbeatData(clientId, Set.of(new ProducerData("P")), Set.of(consumer), 0, false));
        heartbeat.setVersion(version);
        assertThat(client.call(heartbeat).getCode()).isZero();
        client.asked().clear();
    }

    @AfterEach
    void stop() {
        client.close();
        broker.close();
    }

    @Test
    void theConsumersOfAGroup() throws Exception {
        ConsumerConnection connection = ask(
                broker,
                RequestCode.GET_CONSUMER_CONNECTION_LIST,
                new GetConsumerConnectionListRequestHeader("G"),
                ConsumerConnection.class);
        assertThat(connection.connectionSet()).hasSize(1);
        Connection only = connection.connectionSet().iterator().next();
        assertThat(only.clientId()).isEqualTo("c@1");
        assertThat(only.clientAddr()).matches("127\\.0\\.0\\.1:\\d+");
        assertThat(only.language()).isEqualTo(LanguageCode.JAVA);
        assertThat(only.version()).isEqualTo(MQVersion.CURRENT_VERSION);
        assertThat(connection.subscriptionTable()).containsOnlyKeys("T");
        assertThat(connection.consumeType()).isEqualTo(ConsumeType.CONSUME_PASSIVELY);
        assertThat(connection.messageModel()).isEqualTo(MessageModel.CLUSTERING);
        assertThat(connection.consumeFromWhere()).isEqualTo(ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET);
        refused(
                broker,
                request(
                        RequestCode.GET_CONSUMER_CONNECTION_LIST,
                        new GetConsumerConnectionListRequestHeader("nope"),
                        null),
                ResponseCode.CONSUMER_NOT_ONLINE,
                "the consumer group[nope] not online");
    }

    @Test
    void theProducersOfAGroupAndOfAll() throws Exception {
        ProducerConnection connection = ask(
                broker,
                RequestCode.GET_PRODUCER_CONNECTION_LIST,
                new GetProducerConnectionListRequestHeader("P"),
                ProducerConnection.class);
        assertThat(connection.connectionSet()).extracting(Connection::clientId).containsExactly("c@1");
        refused(
                broker,
                request(
                        RequestCode.GET_PRODUCER_CONNECTION_LIST,
                        new GetProducerConnectionListRequestHeader("nope"),
                        null),
                ResponseCode.SYSTEM_ERROR,
                "the producer group[nope] not exist");
        Map<String, List<ProducerInfo>> all = ask(
                        broker, RequestCode.GET_ALL_PRODUCER_INFO, null, ProducerTableInfo.class)
                .data();
        assertThat(all).containsOnlyKeys("P");
        assertThat(all.get("P").get(0).remoteIP()).startsWith("/127.0.0.1:");
    }

    private static RemotingCommand runningInfo(String clientId) {
        return request(
                RequestCode.GET_CONSUMER_RUNNING_INFO,
                new GetConsumerRunningInfoRequestHeader("G", clientId, true),
                null);
    }

    @Test
    void aQuestionToAClientIsPassedOnAndItsAnswerHandedBack() throws Exception {
        RemotingCommand answer = broker.call(runningInfo("c@1"));
        assertThat(answer.getCode()).isZero();
        assertThat(answer.getRemark()).isEqualTo("remark");
        assertThat(answer.getExtFields()).containsEntry("field", "value");
        assertThat(new String(answer.getBody(), UTF_8)).isEqualTo("{\"x\":1}");
        assertThat(client.asked().remove().getExtFields())
                .isEqualTo(Map.of("consumerGroup", "G", "clientId", "c@1", "jstackEnable", "true"));
    }

    @Test
    void whoIsNotThereOrTooOldIsNotAsked() throws Exception {
        refused(broker, runningInfo("nope"), ResponseCode.SYSTEM_ERROR, "The Consumer <G> <nope> not online");
        try (LoopbackClient old = new LoopbackClient(
                broker.address(), Map.of(RequestCode.NOTIFY_CONSUMER_IDS_CHANGED, (exchange, request) -> null))) {
            online(old, "old", 50);
            refused(
                    broker,
                    runningInfo("old"),
                    ResponseCode.SYSTEM_ERROR,
                    "The Consumer <old> Version <V3_1_2_SNAPSHOT> too low to finish, please upgrade it to"
                            + " V3_1_8_SNAPSHOT");
        }
    }

    @Test
    void aClientThatCannotAnswerIsReported() throws Exception {
        try (LoopbackClient mute = new LoopbackClient(
                broker.address(),
                Map.of(
                        RequestCode.NOTIFY_CONSUMER_IDS_CHANGED,
                        (exchange, request) -> null,
                        RequestCode.GET_CONSUMER_RUNNING_INFO,
                        (exchange, request) -> {
                            exchange.connection().close();
                            return null;
                        }))) {
            online(mute, "mute", MQVersion.CURRENT_VERSION);
            RemotingCommand answer = broker.call(runningInfo("mute"));
            assertThat(answer.getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
            assertThat(answer.getRemark()).startsWith("consumer <G> <mute> did not answer: ");
        }
    }

    @Test
    void aMessageIsGivenToAClientDirectly() throws Exception {
        String messageId = broker.send("T", 0, "hello").msgId();
        RemotingCommand answer = broker.call(request(
                RequestCode.CONSUME_MESSAGE_DIRECTLY,
                new ConsumeMessageDirectlyResultRequestHeader("G", "c@1", messageId, "other", "T", null, null),
                null));
        assertThat(answer.getCode()).as(answer.getRemark()).isZero();
        RemotingCommand asked = client.asked().remove();
        assertThat(asked.getExtFields())
                .isEqualTo(Map.of(
                        "consumerGroup", "G",
                        "clientId", "c@1",
                        "msgId", messageId,
                        "brokerName", "broker-t",
                        "topic", "T",
                        "topicSysFlag", "0",
                        "groupSysFlag", "0"));
        assertThat(MessageDecoder.decode(ByteBuffer.wrap(asked.getBody())).getBody())
                .isEqualTo("hello".getBytes(UTF_8));
        for (String wrong : new String[] {"zz", messageId.replaceAll(".$", "F")}) {
            assertThat(broker.call(request(
                                    RequestCode.CONSUME_MESSAGE_DIRECTLY,
                                    new ConsumeMessageDirectlyResultRequestHeader(
                                            "G", "c@1", wrong, null, null, null, null),
                                    null))
                            .getCode())
                    .as(wrong)
                    .isEqualTo(ResponseCode.SYSTEM_ERROR);
        }
    }

    @Test
    void whereTheClientsOfAGroupAreByTheirOwnAccount() throws Exception {
        GetConsumerStatusBody status = ask(
                broker,
                RequestCode.INVOKE_BROKER_TO_GET_CONSUMER_STATUS,
                new GetConsumerStatusRequestHeader("T", "G", null),
                GetConsumerStatusBody.class);
        assertThat(status.consumerTable()).isEqualTo(Map.of("c@1", Map.of(queue("T", 0), 5L)));
        RemotingCommand nobody = broker.call(
                RequestCode.INVOKE_BROKER_TO_GET_CONSUMER_STATUS,
                new GetConsumerStatusRequestHeader("T", "G", "other"));
        assertThat(nobody.getCode()).isEqualTo(ResponseCode.CONSUMER_NOT_ONLINE);
        assertThat(nobody.getRemark()).contains("other");
    }
}
