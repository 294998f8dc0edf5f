package io.cometmq.client.producer;

import static io.cometmq.client.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.client.common.ClientErrorCode;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.fixture.FakeBroker;
import io.cometmq.client.fixture.FakeBroker.Sent;
import io.cometmq.client.fixture.FakeNameServer;
import io.cometmq.client.fixture.Patience;
import io.cometmq.client.hook.SendMessageContext;
import io.cometmq.client.hook.SendMessageHook;
import io.cometmq.client.impl.CommunicationMode;
import io.cometmq.client.producer.selector.SelectMessageQueueByHash;
import io.cometmq.common.compression.CompressionType;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingTooMuchRequestException;
import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.SendMessageResponseHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DefaultMQProducerTest {
    private static final String TOPIC = "Orders";

    private FakeNameServer nameServer;
    private FakeBroker first;
    private FakeBroker second;
    private DefaultMQProducer producer;

    @BeforeEach
    void start() throws Exception {
        nameServer = new FakeNameServer();
        first = new FakeBroker("broker-a");
        second = new FakeBroker("broker-b");
        producer = new DefaultMQProducer("PG_orders");
        Patience.with(producer, nameServer);
    }

    @AfterEach
    void stop() {
        producer.shutdown();
        first.close();
        second.close();
        nameServer.close();
    }

    private static Message message(String text) {
        return new Message(TOPIC, "TagA", "key1 key2", text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Outcome implements SendCallback {
        final CompletableFuture<SendResult> result = new CompletableFuture<>();

        @Override
        public void onSuccess(SendResult sendResult) {
            result.complete(sendResult);
        }

        @Override
        public void onException(Throwable e) {
            result.completeExceptionally(e);
        }

        SendResult get() throws Exception {
            return result.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        }

        Throwable failure() throws Exception {
            try {
                return new AssertionError("succeeded: " + get());
            } catch (ExecutionException e) {
                return e.getCause();
            }
        }
    }

    @Test
    void sendsWithTheFieldsThatBrokersExpect() throws Exception {
        nameServer.route(TOPIC, 1, first);
        producer.start();
        Message message = message("hello");
        message.setFlag(7);
        message.putUserProperty("age", "18");

        SendResult result = producer.send(message);

        assertThat(result.getSendStatus()).isEqualTo(SendStatus.SEND_OK);
        assertThat(result.getMessageQueue()).isEqualTo(new MessageQueue(TOPIC, "broker-a", 0));
        assertThat(result.getMsgId()).isEqualTo(message.getProperty("UNIQ_KEY")).isNotEmpty();
        assertThat(result.getRegionId()).isEqualTo("DefaultRegion");
        Sent sent = first.sent().get(0);
        assertThat(sent.code()).isEqualTo(RequestCode.SEND_MESSAGE_V2);
        assertThat(sent.body()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
        assertThat(sent.header().a()).isEqualTo("PG_orders");
        assertThat(sent.header().c()).isEqualTo("TBW102");
        assertThat(sent.header().d()).isEqualTo(4);
        assertThat(sent.header().h()).isEqualTo(7);
        assertThat(sent.header().j()).isZero();
        assertThat(sent.header().k()).isFalse();
        assertThat(sent.header().l()).isNull();
        assertThat(sent.header().m()).isFalse();
        assertThat(sent.header().n()).isEqualTo("broker-a");
        assertThat(sent.properties())
                .containsEntry("TAGS", "TagA")
                .containsEntry("KEYS", "key1 key2")
                .containsEntry("WAIT", "true")
                .containsEntry("age", "18")
                .containsEntry("UNIQ_KEY", result.getMsgId());
    }

    @Test
    void goesRoundTheQueuesOfAllBrokers() throws Exception {
        nameServer.route(TOPIC, 3, first, second);
        producer.start();

        List<MessageQueue> used = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            used.add(producer.send(message("m" + i)).getMessageQueue());
        }

        assertThat(used.subList(0, 6)).doesNotHaveDuplicates();
        assertThat(used.subList(6, 12)).isEqualTo(used.subList(0, 6));
    }

    @Test
    void aSendThatABrokerRefusesForNowGoesToAnotherBroker() throws Exception {
        nameServer.route(TOPIC, 1, first, second);
        first.refuseSends(ResponseCode.SYSTEM_BUSY);
        producer.start();

        for (int i = 0; i < 4; i++) {
            assertThat(producer.send(message("m" + i)).getMessageQueue().getBrokerName())
                    .isEqualTo("broker-b");
        }
        assertThat(first.sent()).isNotEmpty();
    }

    @Test
    void aSendThatABrokerRefusesForGoodFailsAtOnce() throws Exception {
        nameServer.route(TOPIC, 1, first);
        first.refuseSends(ResponseCode.MESSAGE_ILLEGAL);
        producer.start();

        assertThatThrownBy(() -> producer.send(message("m")))
                .isInstanceOfSatisfying(MQBrokerException.class, e -> assertThat(e.getResponseCode())
                        .isEqualTo(ResponseCode.MESSAGE_ILLEGAL));
        assertThat(first.sent()).hasSize(1);
    }

    @Test
    void aSendThatFailsEverywhereTellsWhereItWasTried() throws Exception {
        nameServer.route(TOPIC, 1, first, second);
        first.close();
        second.close();
        producer.start();

        assertThatThrownBy(() -> producer.send(message("m"))).isInstanceOfSatisfying(MQClientException.class, e -> {
            assertThat(e.getResponseCode()).isEqualTo(ClientErrorCode.CONNECT_BROKER_EXCEPTION);
            assertThat(e).hasMessageContaining("Send [3] times").hasMessageContaining("Topic: " + TOPIC);
            assertThat(e).hasMessageContaining("broker-a").hasMessageContaining("broker-b");
        });
    }

    @Test
    void theTimeoutHoldsForAllAttemptsTogether() throws Exception {
        nameServer.route(TOPIC, 1, first, second);
        first.answer(RequestCode.SEND_MESSAGE_V2, (exchange, request) -> null);
        second.answer(RequestCode.SEND_MESSAGE_V2, (exchange, request) -> null);
        producer.setSendMsgMaxTimeoutPerRequest(200);
        producer.start();

        // Three attempts are allowed, and two fit; on a machine that stands still, perhaps fewer: then again.
        AtomicInteger turns = new AtomicInteger();
        await().until(() -> {
            String text = "turn " + turns.incrementAndGet() + ";";
            assertThatThrownBy(() -> producer.send(message(text), 300))
                    .isInstanceOfAny(RemotingTooMuchRequestException.class, MQClientException.class);
            long attempts = Stream.of(first, second)
                    .flatMap(broker -> broker.requests(RequestCode.SEND_MESSAGE_V2).stream())
                    .filter(sent -> new String(sent.body(), StandardCharsets.UTF_8).equals(text))
                    .count();
            assertThat(attempts).isLessThanOrEqualTo(2);
            return attempts == 2;
        });
    }

    @Test
    void aMessageStoredLessSafelyIsAResultOfItsOwn() throws Exception {
        nameServer.route(TOPIC, 1, first);
        first.answer(
                RequestCode.SEND_MESSAGE_V2,
                (exchange, request) -> RemotingCommand.createResponseCommandWithHeader(
                        ResponseCode.FLUSH_DISK_TIMEOUT,
                        new SendMessageResponseHeader("id", 0, 5, null, null, null, null, "false")));
        producer.start();

        SendResult result = producer.send(message("m"));

        assertThat(result.getSendStatus()).isEqualTo(SendStatus.FLUSH_DISK_TIMEOUT);
        assertThat(result.getQueueOffset()).isEqualTo(5);
        assertThat(result.isTraceOn()).isFalse();
    }

    @Test
    void anUnknownTopicIsSentToWhereTheTemplateTopicIs() throws Exception {
        nameServer.route("TBW102", 8, first);
        producer.setDefaultTopicQueueNums(4);
        producer.start();

        for (int i = 0; i < 8; i++) {
            producer.send(message("m" + i));
        }

        assertThat(first.sent()).extracting(sent -> sent.header().e()).containsOnly(0, 1, 2, 3);
    }

    @Test
    void aTopicWithoutARouteIsAClearError() throws Exception {
        producer.start();

        assertThatThrownBy(() -> producer.send(message("m"))).isInstanceOfSatisfying(MQClientException.class, e -> {
            assertThat(e.getResponseCode()).isEqualTo(ClientErrorCode.NOT_FOUND_TOPIC_EXCEPTION);
            assertThat(e).hasMessageContaining("No route info of this topic: " + TOPIC);
        });
    }

    @Test
    void noNameServerIsAClearError() throws Exception {
        producer.setNamesrvAddr(null);
        producer.start();

        assertThatThrownBy(() -> producer.send(message("m")))
                .isInstanceOfSatisfying(MQClientException.class, e -> assertThat(e.getResponseCode())
                        .isEqualTo(ClientErrorCode.NO_NAME_SERVER_EXCEPTION));
    }

    @Test
    void largeBodiesAreCompressedAndTheMessageKeepsItsOwn() throws Exception {
        nameServer.route(TOPIC, 1, first);
        producer.start();
        Message message = message("x".repeat(4096));

        producer.send(message);
        producer.send(message("x".repeat(4095)));

        Sent sent = first.sent().get(0);
        assertThat(sent.header().f()).isEqualTo(0x1 | CompressionType.ZLIB.getCompressionFlag());
        assertThat(producer.getCompressor().decompress(sent.body()))
                .asString(StandardCharsets.UTF_8)
                .hasSize(4096);
        assertThat(message.getBody()).hasSize(4096);
        assertThat(first.sent().get(1).header().f()).isZero();
    }

    @Test
    void aBatchIsOneRequest() throws Exception {
        nameServer.route(TOPIC, 1, first);
        producer.start();
        List<Message> messages = List.of(message("one"), message("two"));

        SendResult result = producer.send(messages);

        Sent sent = first.sent().get(0);
        assertThat(sent.code()).isEqualTo(RequestCode.SEND_BATCH_MESSAGE);
        assertThat(sent.header().m()).isTrue();
        assertThat(MessageDecoder.decodeMessages(ByteBuffer.wrap(sent.body())))
                .extracting(message -> new String(message.getBody(), StandardCharsets.UTF_8))
                .containsExactly("one", "two");
        assertThat(result.getMsgId())
                .isEqualTo(messages.get(0).getProperty("UNIQ_KEY") + ","
                        + messages.get(1).getProperty("UNIQ_KEY"));
    }

    @Test
    void aSelectorChoosesTheQueue() throws Exception {
        nameServer.route(TOPIC, 4, first);
        producer.start();

        SendResult result = producer.send(message("m"), new SelectMessageQueueByHash(), 6);

        assertThat(result.getMessageQueue().getQueueId()).isEqualTo(2);
        assertThatThrownBy(() -> producer.send(message("m"), (queues, message, arg) -> null, 1))
                .isInstanceOf(MQClientException.class)
                .hasMessageContaining("select message queue return null");
    }

    @Test
    void aQueueOfAnotherTopicIsRefused() throws Exception {
        nameServer.route(TOPIC, 1, first);
        producer.start();

        assertThatThrownBy(() -> producer.send(message("m"), new MessageQueue("Other", "broker-a", 0)))
                .isInstanceOf(MQClientException.class)
                .hasMessageContaining("Orders")
                .hasMessageContaining("Other");
        assertThatThrownBy(() -> producer.send(message("m"), new MessageQueue(TOPIC, "broker-x", 0)))
                .isInstanceOfSatisfying(MQClientException.class, e -> assertThat(e.getResponseCode())
                        .isEqualTo(ClientErrorCode.BROKER_NOT_EXIST_EXCEPTION));
    }

    @Test
    void badMessagesAreRefusedBeforeAnythingIsSent() throws Exception {
        nameServer.route(TOPIC, 1, first);
        producer.start();

        assertThatThrownBy(() -> producer.send(new Message("bad topic", new byte[1])))
                .hasMessageContaining("illegal characters");
        assertThatThrownBy(() -> producer.send(new Message(TOPIC, new byte[0])))
                .hasMessageContaining("body length is zero");
        assertThatThrownBy(() -> producer.send(new Message(TOPIC, new byte[4 * 1024 * 1024 + 1])))
                .hasMessageContaining("4194304");
        assertThatThrownBy(() -> producer.send(new Message("SCHEDULE_TOPIC_XXXX", new byte[1])))
                .hasMessageContaining("forbidden");
        assertThat(first.sent()).isEmpty();
    }

    @Test
    void anAsynchronousSendTellsItsCallback() throws Exception {
        nameServer.route(TOPIC, 1, first);
        producer.start();

        for (int i = 0; i < 3; i++) {
            Outcome outcome = new Outcome();
            producer.send(message("m" + i), outcome);
            assertThat(outcome.get().getQueueOffset()).isEqualTo(i);
        }
    }

    @Test
    void anAsynchronousSendIsTriedOnAnotherBroker() throws Exception {
        nameServer.route(TOPIC, 1, first, second);
        first.refuseSends(ResponseCode.SERVICE_NOT_AVAILABLE);
        producer.start();

        for (int i = 0; i < 4; i++) {
            Outcome outcome = new Outcome();
            producer.send(message("m" + i), outcome);
            assertThat(outcome.get().getMessageQueue().getBrokerName()).isEqualTo("broker-b");
        }
        assertThat(first.sent()).isNotEmpty();
    }

    @Test
    void anAsynchronousSendReportsWhatWentWrong() throws Exception {
        nameServer.route(TOPIC, 1, first);
        Outcome unstarted = new Outcome();
        producer.send(message("m"), unstarted);
        assertThat(unstarted.failure()).isInstanceOf(MQClientException.class).hasMessageContaining("CREATE_JUST");
        producer.start();
        first.refuseSends(ResponseCode.MESSAGE_ILLEGAL);
        Outcome refused = new Outcome();
        producer.send(message("m"), refused);
        assertThat(refused.failure()).isInstanceOf(MQBrokerException.class);
        Outcome bad = new Outcome();
        producer.send(new Message(TOPIC, new byte[0]), bad);
        assertThat(bad.failure()).isInstanceOf(MQClientException.class).hasMessageContaining("zero");
    }

    @Test
    void asynchronousSendsWaitWhenTooManyAreUnderWay() throws Exception {
        nameServer.route(TOPIC, 1, first);
        producer.setEnableBackpressureForAsyncMode(true);
        producer.setBackPressureForAsyncSendNum(10);
        producer.setRetryTimesWhenSendAsyncFailed(0);
        producer.start();
        producer.send(message("so that the route is known"));
        first.answer(RequestCode.SEND_MESSAGE_V2, (exchange, request) -> null);
        List<Outcome> held = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            held.add(new Outcome());
            producer.send(message("held" + i), held.get(i));
        }

        Outcome over = new Outcome();
        producer.send(message("over"), over, 100);
        assertThat(over.failure()).isInstanceOf(RemotingTooMuchRequestException.class);

        first.connections().forEach(Connection::close);
        for (Outcome outcome : held) {
            assertThat(outcome.failure()).isNotNull();
        }
        first.answer(RequestCode.SEND_MESSAGE_V2, null);
        Outcome after = new Outcome();
        producer.send(message("after"), after);
        assertThat(after.get().getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    }

    @Test
    void aOneWaySendArrives() throws Exception {
        nameServer.route(TOPIC, 2, first);
        producer.start();

        producer.sendOneway(message("m"), new MessageQueue(TOPIC, "broker-a", 1));

        await().untilAsserted(() -> assertThat(first.messages(TOPIC, 1)).hasSize(1));
    }

    @Test
    void hooksSeeEachSend() throws Exception {
        nameServer.route(TOPIC, 1, first);
        List<SendMessageContext> after = new CopyOnWriteArrayList<>();
        producer.getDefaultMQProducerImpl().registerSendMessageHook(new SendMessageHook() {
            @Override
            public String hookName() {
                return "test";
            }

            @Override
            public void sendMessageBefore(SendMessageContext context) {
                context.setMqTraceContext("mine");
                context.getMessage()
                        .putUserProperty("span", context.getCommunicationMode().name());
                throw new IllegalStateException("a hook that fails must not hurt");
            }

            @Override
            public void sendMessageAfter(SendMessageContext context) {
                after.add(context);
            }
        });
        producer.start();

        producer.send(message("sync"));
        Outcome outcome = new Outcome();
        producer.send(message("async"), outcome);
        outcome.get();

        assertThat(after)
                .extracting(SendMessageContext::getCommunicationMode)
                .containsExactly(CommunicationMode.SYNC, CommunicationMode.ASYNC);
        assertThat(first.sent())
                .extracting(sent -> sent.properties().get("span"))
                .containsExactly("SYNC", "ASYNC");
        assertThat(after).allSatisfy(context -> {
            assertThat(context.getMqTraceContext()).isEqualTo("mine");
            assertThat(context.getSendResult()).isNotNull();
            assertThat(context.getBrokerAddr()).isEqualTo(first.address());
        });
    }

    @Test
    void aCheckMayForbidASend() throws Exception {
        nameServer.route(TOPIC, 1, first);
        producer.getDefaultMQProducerImpl().registerCheckForbiddenHook(new io.cometmq.client.hook.CheckForbiddenHook() {
            @Override
            public String hookName() {
                return "test";
            }

            @Override
            public void checkForbidden(io.cometmq.client.hook.CheckForbiddenContext context) throws MQClientException {
                throw new MQClientException("not on " + context.getMq().getBrokerName(), null);
            }
        });
        producer.start();

        assertThatThrownBy(() -> producer.send(message("m"), new MessageQueue(TOPIC, "broker-a", 0)))
                .hasMessageContaining("not on broker-a");
        assertThat(first.sent()).isEmpty();
    }

    @Test
    void namespacesAreAddedOnTheWireOnly() throws Exception {
        nameServer.route("ns%" + TOPIC, 1, first);
        producer.setNamespace("ns");
        producer.start();
        Message message = message("m");

        SendResult result = producer.send(message);

        assertThat(first.sent().get(0).header().b()).isEqualTo("ns%" + TOPIC);
        assertThat(first.sent().get(0).header().a()).isEqualTo("ns%PG_orders");
        assertThat(result.getMessageQueue().getTopic()).isEqualTo(TOPIC);
        assertThat(message.getTopic()).isEqualTo(TOPIC);
    }

    @Test
    void aProducerStartsOnceAndEndsForGood() throws Exception {
        nameServer.route(TOPIC, 1, first);
        producer.start();
        assertThatThrownBy(producer::start).hasMessageContaining("RUNNING");
        DefaultMQProducer twin = new DefaultMQProducer("PG_orders");
        twin.setInstanceName(producer.getInstanceName());
        Patience.with(twin, nameServer);
        assertThatThrownBy(twin::start).hasMessageContaining("has been created before");
        producer.send(message("the group is still registered"));
        producer.shutdown();
        producer.shutdown();
        assertThatThrownBy(() -> producer.send(message("m"))).hasMessageContaining("SHUTDOWN_ALREADY");
        assertThatThrownBy(() -> new DefaultMQProducer("DEFAULT_PRODUCER").start())
                .hasMessageContaining("DEFAULT_PRODUCER");
    }
}
