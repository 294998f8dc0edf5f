package io.cometmq.client.producer;

import static io.cometmq.client.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.client.common.ClientErrorCode;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.exception.RequestTimeoutException;
import io.cometmq.client.fixture.FakeBroker;
import io.cometmq.client.fixture.FakeNameServer;
import io.cometmq.client.fixture.Patience;
import io.cometmq.client.utils.MessageUtil;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageAccessor;
import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.ReplyMessageRequestHeader;
import io.cometmq.remoting.protocol.header.SendMessageRequestHeaderV2;
import io.cometmq.remoting.protocol.header.SendMessageResponseHeader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestReplyTest {
    private FakeNameServer nameServer;
    private FakeBroker broker;
    private DefaultMQProducer producer;

    @BeforeEach
    void start() throws Exception {
        nameServer = new FakeNameServer();
        broker = new FakeBroker("broker-a");
        nameServer.route("Questions", 1, broker);
        nameServer.route("cluster_REPLY_TOPIC", 1, broker);
        producer = new DefaultMQProducer("PG_requests");
        Patience.with(producer, nameServer);
        producer.start();
    }

    @AfterEach
    void stop() {
        producer.shutdown();
        broker.close();
        nameServer.close();
    }

    private static Message question() {
        return new Message("Questions", "q".getBytes(StandardCharsets.UTF_8));
    }

    /** The broker brings a reply on the connection on which the request came, as soon as it came. */
    private void reply(String text) {
        broker.answer(RequestCode.SEND_MESSAGE_V2, (exchange, request) -> {
            SendMessageRequestHeaderV2 header = request.decodeCommandCustomHeader(SendMessageRequestHeaderV2.class);
            pushReply(exchange.connection(), header.i(), text);
            return RemotingCommand.success(
                    new SendMessageResponseHeader("id", header.e(), 0, null, null, null, null, null));
        });
    }

    private static CompletableFuture<RemotingCommand> pushReply(Connection client, String properties, String text) {
        RemotingCommand push = RemotingCommand.createRequestCommand(
                RequestCode.PUSH_REPLY_MESSAGE_TO_CLIENT,
                new ReplyMessageRequestHeader(
                        "PG",
                        "cluster_REPLY_TOPIC",
                        "TBW102",
                        4,
                        0,
                        0,
                        1,
                        0,
                        properties,
                        0,
                        false,
                        "/127.0.0.1:1",
                        "/127.0.0.1:2",
                        3));
        push.setBody(text.getBytes(StandardCharsets.UTF_8));
        return client.call(push, Patience.CALL_MILLIS);
    }

    @Test
    void aRequestGetsItsReply() throws Exception {
        reply("answer");

        Message answer = producer.request(question(), Patience.CALL_MILLIS);

        assertThat(answer.getBody()).asString(StandardCharsets.UTF_8).isEqualTo("answer");
        assertThat(answer.getProperty("ARRIVE_TIME")).isNotNull();
        assertThat(broker.heartbeats())
                .as("the broker must know the client before")
                .isNotEmpty();
        assertThat(broker.requests(RequestCode.SEND_MESSAGE_V2).get(0).fields().get("i"))
                .contains("REPLY_TO_CLIENT")
                .contains(producer.buildMQClientId())
                .contains("TTL\u000130000");
    }

    @Test
    void aCallbackGetsItsReply() throws Exception {
        reply("answer");
        CompletableFuture<Message> answer = new CompletableFuture<>();

        producer.request(
                question(),
                (queues, message, arg) -> queues.get(0),
                null,
                new RequestCallback() {
                    @Override
                    public void onSuccess(Message message) {
                        answer.complete(message);
                    }

                    @Override
                    public void onException(Throwable e) {
                        answer.completeExceptionally(e);
                    }
                },
                Patience.CALL_MILLIS);

        assertThat(answer.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS).getBody())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("answer");
    }

    @Test
    void noReplyIsATimeout() {
        // On a machine that stands still, the request may not even be sent in that time: then again.
        await().untilAsserted(() -> assertThatThrownBy(() -> producer.request(question(), 300))
                .isInstanceOfSatisfying(RequestTimeoutException.class, e -> assertThat(e.getResponseCode())
                        .isEqualTo(ClientErrorCode.REQUEST_TIMEOUT_EXCEPTION)));
    }

    @Test
    void aRequestThatIsNotSentFailsAtOnce() {
        broker.refuseSends(ResponseCode.MESSAGE_ILLEGAL);
        assertThatThrownBy(() -> producer.request(question(), Patience.CALL_MILLIS))
                .isInstanceOf(MQClientException.class)
                .hasMessageContaining("send request message to <Questions> fail");
    }

    @Test
    void aReplyThatNobodyWaitsForIsTakenAndDropped() throws Exception {
        producer.send(question());
        RemotingCommand answer = pushReply(
                        broker.connections().iterator().next(), "CORRELATION_ID\u0001x\u0002", "late")
                .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer.getCode()).isEqualTo(ResponseCode.SUCCESS);
    }

    @Test
    void aReplyIsMadeFromTheRequest() throws Exception {
        Message request = question();
        MessageAccessor.putProperty(request, "CLUSTER", "cluster");
        MessageAccessor.putProperty(request, "CORRELATION_ID", "c1");
        MessageAccessor.putProperty(request, "REPLY_TO_CLIENT", "client1");
        MessageAccessor.putProperty(request, "TTL", "1000");

        producer.send(MessageUtil.createReplyMessage(request, new byte[1]));

        assertThat(broker.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.code()).isEqualTo(RequestCode.SEND_REPLY_MESSAGE_V2);
            assertThat(sent.header().b()).isEqualTo("cluster_REPLY_TOPIC");
            assertThat(sent.properties())
                    .containsEntry("MSG_TYPE", "reply")
                    .containsEntry("CORRELATION_ID", "c1")
                    .containsEntry("REPLY_TO_CLIENT", "client1")
                    .containsEntry("TTL", "1000");
        });
        assertThatThrownBy(() -> MessageUtil.createReplyMessage(question(), new byte[1]))
                .hasMessageContaining("property[CLUSTER] is null");
    }
}
