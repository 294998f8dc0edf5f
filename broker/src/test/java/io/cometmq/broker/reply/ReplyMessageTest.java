package io.cometmq.broker.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.remoting.netty.NettyClientConfig;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.ReplyMessageRequestHeader;
import io.cometmq.remoting.protocol.header.SendMessageRequestHeaderV2;
import io.cometmq.remoting.protocol.header.SendMessageResponseHeader;
import io.cometmq.remoting.rpc.RequestTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplyMessageTest {
    private static final String REPLIES = "DefaultCluster_REPLY_TOPIC";

    @TempDir
    Path directory;

    private record Pushed(ReplyMessageRequestHeader header, String body) {}

    private final BlockingQueue<Pushed> pushed = new LinkedBlockingQueue<>();
    private volatile int answerToPush = ResponseCode.SUCCESS;
    private final NettyRemotingClient requester = new NettyRemotingClient(
            NettyClientConfig.defaults(),
            new RequestTable().onEventLoop(RequestCode.PUSH_REPLY_MESSAGE_TO_CLIENT, (exchange, request) -> {
                pushed.add(new Pushed(
                        request.decodeCommandCustomHeader(ReplyMessageRequestHeader.class),
                        new String(request.getBody(), UTF_8)));
                return RemotingCommand.createResponseCommand(answerToPush, null);
            }),
            ConnectionListener.NONE);

    @AfterEach
    void end() {
        requester.shutdown();
    }

    private void register(RunningBroker broker) throws Exception {
        RemotingCommand heartbeat = RemotingCommand.createRequestCommand(RequestCode.HEART_BEAT, null);
        heartbeat.setBody("{\"clientID\":\"ASKER\",\"producerDataSet\":[{\"groupName\":\"PG\"}],\"consumerDataSet\":[]}"
                .getBytes(UTF_8));
        assertThat(requester.invokeSync(broker.address(), heartbeat, 10_000).getCode())
                .isZero();
    }

    private static RemotingCommand reply(RunningBroker broker, String to) throws Exception {
        Map<String, String> properties = new HashMap<>(Map.of("MSG_TYPE", "reply", "CORRELATION_ID", "C1"));
        if (to != null) {
            properties.put("REPLY_TO_CLIENT", to);
        }
        RemotingCommand request = RemotingCommand.createRequestCommand(
                RequestCode.SEND_REPLY_MESSAGE_V2,
                new SendMessageRequestHeaderV2(
                        "P",
                        REPLIES,
                        "TBW102",
                        4,
                        -1,
                        0,
                        1_700_000_000_000L,
                        3,
                        MessageDecoder.messageProperties2String(properties),
                        0,
                        false,
                        null,
                        false,
                        null));
        request.setBody("the reply".getBytes(UTF_8));
        return broker.call(request);
    }

    @Test
    void aReplyIsPushedToWhoAskedAndKept() throws Exception {
        try (RunningBroker broker = RunningBroker.start(directory)) {
            register(broker);
            RemotingCommand answer = reply(broker, "ASKER");
            assertThat(answer.getCode()).as(answer.getRemark()).isZero();
            Pushed push = pushed.poll(10, TimeUnit.SECONDS);
            assertThat(push.body()).isEqualTo("the reply");
            assertThat(push.header().topic()).isEqualTo(REPLIES);
            assertThat(push.header().flag()).isEqualTo(3);
            assertThat(push.header().storeHost()).isEqualTo(broker.address());
            assertThat(MessageDecoder.string2messageProperties(push.header().properties()))
                    .containsEntry("CORRELATION_ID", "C1")
                    .containsKey("PUSH_REPLY_TIME");
            assertThat(broker.messages(REPLIES, 0, 0)).hasSize(1);
            SendMessageResponseHeader where = answer.decodeCommandCustomHeader(SendMessageResponseHeader.class);
            assertThat(where.queueOffset()).isZero();
            assertThat(where.TRACE_ON()).isEqualTo("true");
        }
    }

    @Test
    void whoSendsAReplyHearsThatItWasNotTaken() throws Exception {
        try (RunningBroker broker = RunningBroker.start(directory)) {
            RemotingCommand nobody = reply(broker, "ASKER");
            assertThat(nobody.getCode()).isEqualTo(ResponseCode.SYSTEM_ERROR);
            assertThat(nobody.getRemark()).isEqualTo("push reply message fail, channel of <ASKER> not found.");
            assertThat(reply(broker, null).getRemark()).isEqualTo("reply message properties[REPLY_TO_CLIENT] is null");
            register(broker);
            answerToPush = ResponseCode.SYSTEM_ERROR;
            assertThat(reply(broker, "ASKER").getRemark()).isEqualTo("push reply message to ASKER fail.");
            assertThat(broker.messages(REPLIES, 0, 0)).hasSize(3);
        }
    }

    @Test
    void nothingIsKeptWhenThatIsSwitchedOffAndWhoHasLeftIsForgotten() throws Exception {
        try (RunningBroker broker = RunningBroker.start(directory, "storeReplyMessageEnable", "false")) {
            register(broker);
            assertThat(reply(broker, "ASKER").getCode()).isZero();
            requester.shutdown();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> reply(broker, "ASKER").getRemark() != null);
            assertThat(broker.messages(REPLIES, 0, 0)).isEmpty();
        }
    }
}
