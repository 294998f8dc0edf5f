package io.cometmq.broker.assignment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.json.Json;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.QueryAssignmentResponseBody;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryAssignmentTest {
    private static final String HEARTBEAT = """
            {"clientID":"c1","consumerDataSet":[{"groupName":"G","consumeType":"CONSUME_PASSIVELY",
            "messageModel":"CLUSTERING","consumeFromWhere":"CONSUME_FROM_FIRST_OFFSET","subscriptionDataSet":
            [{"topic":"T","subString":"*","subVersion":1,"expressionType":"TAG"}]}],"producerDataSet":[]}""";

    @TempDir
    Path directory;

    private RunningBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = RunningBroker.start(directory);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private RemotingCommand call(int code, String body) throws Exception {
        RemotingCommand request = RemotingCommand.createRequestCommand(code, null);
        request.setBody(body.getBytes(UTF_8));
        return broker.call(request);
    }

    private String query(String topic, String clientId, String strategy) throws Exception {
        RemotingCommand answer = call(
                RequestCode.QUERY_ASSIGNMENT,
                "{\"clientId\":\"" + clientId
                        + "\",\"consumerGroup\":\"G\",\"messageModel\":\"CLUSTERING\",\"strategyName\":\"" + strategy
                        + "\",\"topic\":\"" + topic + "\"}");
        assertThat(answer.getCode()).isEqualTo(ResponseCode.SUCCESS);
        return new String(answer.getBody(), UTF_8);
    }

    private RemotingCommand setMode(String topic, String mode) throws Exception {
        return call(
                RequestCode.SET_MESSAGE_REQUEST_MODE,
                "{\"consumerGroup\":\"G\",\"mode\":\"" + mode + "\",\"popShareQueueNum\":2,\"topic\":\"" + topic
                        + "\"}");
    }

    @Test
    void letsAGroupPullOrPopAsItIsSet() throws Exception {
        broker.send("T", 0, "m");
        assertThat(call(RequestCode.HEART_BEAT, HEARTBEAT).getCode()).isEqualTo(ResponseCode.SUCCESS);

        assertThat(Json.fromJson(query("T", "c1", "AVG"), QueryAssignmentResponseBody.class)
                        .messageQueueAssignments())
                .hasSize(4);
        assertThat(setMode("T", "POP").getCode()).isEqualTo(ResponseCode.SUCCESS);
        assertThat(query("T", "c1", "AVG"))
                .isEqualTo(
                        "{\"messageQueueAssignments\":[{\"messageQueue\":{\"brokerName\":\"broker-t\",\"queueId\":-1,\"topic\":\"T\"},\"mode\":\"POP\"}]}");
        assertThat(query("%RETRY%G", "c1", "AVG")).contains("\"queueId\":0", "PULL");

        broker.close();
        start();
        assertThat(new String(call(RequestCode.GET_ALL_MESSAGE_REQUEST_MODE, "").getBody(), UTF_8))
                .isEqualTo(
                        "{\"messageRequestModeMap\":{\"T\":{\"G\":{\"consumerGroup\":\"G\",\"mode\":\"POP\",\"popShareQueueNum\":2,\"topic\":\"T\"}}}}");
    }

    @Test
    void tellsNothingAboutWhatItDoesNotKnow() throws Exception {
        broker.send("T", 0, "m");
        assertThat(query("T", "c1", "AVG")).as("no such group").isEqualTo("{}");
        call(RequestCode.HEART_BEAT, HEARTBEAT);

        assertThat(query("T", "", "AVG")).isEqualTo("{}");
        assertThat(query("T", "c1", "NONSENSE")).isEqualTo("{}");
        assertThat(query("NOPE", "c1", "AVG")).isEqualTo("{}");
    }

    @Test
    void assignsNoQueueToWhoIsNotInTheGroupUnlessAllPopAnyQueue() throws Exception {
        broker.send("T", 0, "m");
        call(RequestCode.HEART_BEAT, HEARTBEAT);
        assertThat(query("T", "stranger", "AVG")).isEqualTo("{\"messageQueueAssignments\":[]}");

        setMode("T", "POP");
        assertThat(query("T", "stranger", "AVG"))
                .isEqualTo(query("T", "c1", "AVG"))
                .contains("\"queueId\":-1");
    }

    @Test
    void refusesModesThatCannotBe() throws Exception {
        assertThat(setMode("%RETRY%G", "POP").getCode()).isEqualTo(ResponseCode.NO_PERMISSION);
        assertThat(setMode("NOPE", "POP").getCode()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
        assertThat(call(RequestCode.SET_MESSAGE_REQUEST_MODE, "{}").getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
    }
}
