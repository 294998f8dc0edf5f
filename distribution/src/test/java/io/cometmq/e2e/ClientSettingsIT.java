package io.cometmq.e2e;

import static io.cometmq.e2e.fixture.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cometmq.client.consumer.DefaultLitePullConsumer;
import io.cometmq.client.consumer.DefaultMQPushConsumer;
import io.cometmq.client.consumer.MQPullConsumerScheduleService;
import io.cometmq.client.consumer.MessageSelector;
import io.cometmq.client.consumer.PullResult;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.hook.CheckForbiddenContext;
import io.cometmq.client.hook.CheckForbiddenHook;
import io.cometmq.client.hook.EndTransactionContext;
import io.cometmq.client.hook.EndTransactionHook;
import io.cometmq.client.hook.FilterMessageContext;
import io.cometmq.client.hook.FilterMessageHook;
import io.cometmq.client.hook.SendMessageContext;
import io.cometmq.client.hook.SendMessageHook;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.client.producer.LocalTransactionState;
import io.cometmq.client.producer.SendCallback;
import io.cometmq.client.producer.SendResult;
import io.cometmq.client.producer.SendStatus;
import io.cometmq.client.producer.TransactionListener;
import io.cometmq.client.producer.TransactionMQProducer;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageExt;
import io.cometmq.e2e.fixture.BothMakes;
import io.cometmq.e2e.fixture.Cluster.Make;
import io.cometmq.e2e.fixture.Patience;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an application sets and registers at our client, on brokers of both makes. */
@ExtendWith(BothMakes.class)
class ClientSettingsIT {
    private final List<Runnable> endings = new ArrayList<>();

    @AfterEach
    void end() {
        endings.forEach(Runnable::run);
    }

    private static DefaultMQProducer configured(Make make, String name) {
        DefaultMQProducer producer = new DefaultMQProducer("PG_" + name);
        BothMakes.connect(producer, make);
        producer.setInstanceName(name + "-" + make);
        producer.setSendMsgTimeout(Patience.CALL_MILLIS);
        return producer;
    }

    private <P extends DefaultMQProducer> P started(P producer) throws MQClientException {
        producer.start();
        endings.add(producer::shutdown);
        return producer;
    }

    private static Message message(String topic, String text) {
        return new Message(topic, "tag", text, text.getBytes(UTF_8));
    }

    private static String text(MessageExt message) {
        return new String(message.getBody(), UTF_8);
    }

    private DefaultMQPushConsumer consumer(Make make, String topic, Queue<String> seen) throws MQClientException {
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("CG_" + topic);
        BothMakes.connect(consumer, make);
        consumer.setInstanceName("consumer-" + topic + make);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            messages.forEach(message -> seen.add(text(message)));
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.setAwaitTerminationMillisWhenShutdown(Patience.CALL_MILLIS);
        endings.add(0, consumer::shutdown);
        return consumer;
    }

    /** What was called, and with what. */
    private record Hooks(Queue<String> calls) implements SendMessageHook, CheckForbiddenHook, EndTransactionHook {
        @Override
        public String hookName() {
            return "calls";
        }

        @Override
        public void sendMessageBefore(SendMessageContext context) {
            calls.add("before " + context.getBrokerAddr());
        }

        @Override
        public void sendMessageAfter(SendMessageContext context) {
            calls.add("after " + context.getSendResult().getSendStatus());
        }

        @Override
        public void checkForbidden(CheckForbiddenContext context) throws MQClientException {
            if (text(context.getMessage()).equals("forbidden")) {
                throw new MQClientException(7, "nobody may send that");
            }
        }

        private static String text(Message message) {
            return new String(message.getBody(), UTF_8);
        }

        @Override
        public void endTransaction(EndTransactionContext context) {
            calls.add("end " + context.getTransactionState());
        }
    }

    @ParameterizedTest
    @EnumSource
    void hooksOfAProducerSeeItsSendsOnTheFastPort(Make make) throws Exception {
        Hooks hooks = new Hooks(new ConcurrentLinkedQueue<>());
        DefaultMQProducer producer = configured(make, "Hooked");
        producer.setVipChannelEnabled(true);
        producer.getDefaultMQProducerImpl().registerSendMessageHook(hooks);
        producer.getDefaultMQProducerImpl().registerCheckForbiddenHook(hooks);
        started(producer).send(message("Hooked", "allowed"));
        String address = BothMakes.cluster(make).brokerAddress();
        int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        assertThat(hooks.calls).containsExactly("before 127.0.0.1:" + (port - 2), "after SEND_OK");
        assertThatThrownBy(() -> producer.send(message("Hooked", "forbidden")))
                .isInstanceOf(MQClientException.class)
                .hasMessageContaining("nobody may send that");
    }

    @ParameterizedTest
    @EnumSource
    void aHookSeesHowATransactionEnds(Make make) throws Exception {
        Hooks hooks = new Hooks(new ConcurrentLinkedQueue<>());
        TransactionMQProducer producer = new TransactionMQProducer("PG_HookedTransaction");
        BothMakes.connect(producer, make);
        producer.setInstanceName("hooked-" + make);
        producer.setSendMsgTimeout(Patience.CALL_MILLIS);
        producer.setTransactionListener(new TransactionListener() {
            @Override
            public LocalTransactionState executeLocalTransaction(Message msg, Object arg) {
                return LocalTransactionState.COMMIT_MESSAGE;
            }

            @Override
            public LocalTransactionState checkLocalTransaction(MessageExt msg) {
                return LocalTransactionState.UNKNOW;
            }
        });
        producer.getDefaultMQProducerImpl().transactions().addHook(hooks);
        started(producer).sendMessageInTransaction(message("HookedTransaction", "half"), null);
        assertThat(hooks.calls).containsExactly("end COMMIT_MESSAGE");
    }

    @ParameterizedTest
    @EnumSource
    void aFilterHookTakesMessagesAway(Make make) throws Exception {
        DefaultMQProducer producer = started(configured(make, "Filtered"));
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        DefaultMQPushConsumer consumer = consumer(make, "Filtered", seen);
        consumer.getDefaultMQPushConsumerImpl().registerFilterMessageHook(new FilterMessageHook() {
            @Override
            public String hookName() {
                return "no b";
            }

            @Override
            public void filterMessage(FilterMessageContext context) {
                context.getMsgList().removeIf(message -> text(message).startsWith("b"));
            }
        });
        for (String text : List.of("a1", "b1", "a2", "b2", "a3")) {
            producer.send(message("Filtered", text));
        }
        consumer.start();
        await().until(() -> seen.size() == 3);
        assertThat(seen).containsExactlyInAnyOrder("a1", "a2", "a3");
    }

    @ParameterizedTest
    @EnumSource
    void unitsNamespacesAndTheFaultDetectorAreAccepted(Make make) throws Exception {
        DefaultMQProducer producer = configured(make, "Unit");
        producer.setUnitName("north");
        producer.setUnitMode(true);
        producer.setNamespaceV2("tenant");
        producer.setSendLatencyFaultEnable(true);
        producer.setStartDetectorEnable(true);
        producer.setDetectInterval(200);
        assertThat(producer.buildMQClientId()).endsWith("@north");
        started(producer);
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        DefaultMQPushConsumer consumer = consumer(make, "Unit", seen);
        consumer.setUnitName("north");
        consumer.setUnitMode(true);
        consumer.start();
        for (int i = 0; i < 4; i++) {
            assertThat(producer.send(message("Unit", "m" + i)).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
        }
        await().until(() -> Set.copyOf(seen).size() == 4);
    }

    @ParameterizedTest
    @EnumSource
    void asynchronousSendsWaitForOneAnotherUnderBackPressure(Make make) throws Exception {
        DefaultMQProducer producer = configured(make, "Pressed");
        producer.setEnableBackpressureForAsyncMode(true);
        producer.setBackPressureForAsyncSendNum(10);
        started(producer).send(message("Pressed", "first"));
        int count = 200;
        CountDownLatch stored = new CountDownLatch(count);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < count; i++) {
            producer.send(message("Pressed", "m" + i), new SendCallback() {
                @Override
                public void onSuccess(SendResult sendResult) {
                    stored.countDown();
                }

                @Override
                public void onException(Throwable e) {
                    failures.add(e);
                    stored.countDown();
                }
            });
        }
        assertThat(stored.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theNameServersAreAskedForAtAWebService(Make make) throws Exception {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        web.createContext("/rocketmq/nsaddr", exchange -> {
            byte[] answer = (BothMakes.nameServer(make) + "\n").getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        web.start();
        endings.add(() -> web.stop(0));
        System.setProperty(
                "rocketmq.namesrv.domain", "127.0.0.1:" + web.getAddress().getPort());
        endings.add(() -> System.clearProperty("rocketmq.namesrv.domain"));
        DefaultMQProducer producer = configured(make, "Web");
        producer.setNamesrvAddr(null);
        assertThat(started(producer).send(message("Web", "found")).getSendStatus())
                .isEqualTo(SendStatus.SEND_OK);
    }

    @ParameterizedTest
    @EnumSource
    void aTimerMessageIsRecalled(Make make) throws Exception {
        DefaultMQProducer producer = started(configured(make, "Recalled"));
        producer.send(message("Recalled", "first"));
        Message later = message("Recalled", "later");
        later.setDelayTimeSec(600);
        SendResult sent = producer.send(later);
        assertThat(sent.getRecallHandle()).isNotBlank();
        assertThat(producer.recallMessage("Recalled", sent.getRecallHandle())).isEqualTo(sent.getMsgId());
    }

    @ParameterizedTest
    @EnumSource
    void aBroadcastingConsumerGoesOnFromItsFile(Make make) throws Exception {
        DefaultMQProducer producer = started(configured(make, "Broadcasts"));
        producer.send(message("Broadcasts", "before"));
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        DefaultMQPushConsumer first = consumer(make, "Broadcasts", seen);
        // A file of an earlier run must not be found.
        first.setInstanceName("broadcast-" + System.nanoTime());
        first.setMessageModel(MessageModel.BROADCASTING);
        first.start();
        await().until(() -> seen.contains("before"));
        String clientId = first.buildMQClientId();
        first.shutdown();
        Path file = Path.of(
                System.getProperty(
                        "rocketmq.client.localOffsetStoreDir", System.getProperty("user.home") + "/.rocketmq_offsets"),
                clientId,
                "CG_Broadcasts",
                "offsets.json");
        assertThat(Files.readString(file)).contains("\"offsetTable\"", "\"topic\":\"Broadcasts\"");

        producer.send(message("Broadcasts", "meanwhile"));
        DefaultMQPushConsumer next = consumer(make, "Broadcasts", seen);
        next.setInstanceName(first.getInstanceName());
        next.setMessageModel(MessageModel.BROADCASTING);
        next.start();
        await().until(() -> seen.contains("meanwhile"));
        assertThat(seen).containsExactly("before", "meanwhile");
    }

    @ParameterizedTest
    @EnumSource
    void aScheduleServicePullsFromEachQueue(Make make) throws Exception {
        DefaultMQProducer producer = started(configured(make, "Scheduled"));
        for (int i = 0; i < 8; i++) {
            producer.send(message("Scheduled", "m" + i));
        }
        Set<String> seen = ConcurrentHashMap.newKeySet();
        MQPullConsumerScheduleService service = new MQPullConsumerScheduleService("CG_Scheduled");
        BothMakes.connect(service.getDefaultMQPullConsumer(), make);
        service.getDefaultMQPullConsumer().setInstanceName("scheduled-" + make);
        service.registerPullTaskCallback("Scheduled", (queue, context) -> {
            context.setPullNextDelayTimeMillis(100);
            try {
                long offset = context.getPullConsumer().fetchConsumeOffset(queue, false);
                PullResult pulled = context.getPullConsumer().pull(queue, "*", Math.max(0, offset), 32);
                if (pulled.getMsgFoundList() != null) {
                    pulled.getMsgFoundList().forEach(message -> seen.add(text(message)));
                }
                context.getPullConsumer().updateConsumeOffset(queue, pulled.getNextBeginOffset());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        service.start();
        endings.add(0, service::shutdown);
        await().until(() -> seen.size() == 8);
    }

    @ParameterizedTest
    @EnumSource
    void aLitePullConsumerSelectsByProperties(Make make) throws Exception {
        DefaultMQProducer producer = started(configured(make, "LiteSql"));
        for (int i = 0; i < 10; i++) {
            Message message = message("LiteSql", "m" + i);
            message.putUserProperty("number", Integer.toString(i));
            producer.send(message);
        }
        DefaultLitePullConsumer consumer = new DefaultLitePullConsumer("CG_LiteSql");
        BothMakes.connect(consumer, make);
        consumer.setInstanceName("lite-sql-" + make);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe("LiteSql", MessageSelector.bySql("number > 6"));
        consumer.start();
        endings.add(0, consumer::shutdown);
        List<String> polled = new ArrayList<>();
        await().until(() -> {
            consumer.poll(200).forEach(message -> polled.add(text(message)));
            return polled.size() == 3;
        });
        assertThat(polled).containsExactlyInAnyOrder("m7", "m8", "m9");
    }
}
