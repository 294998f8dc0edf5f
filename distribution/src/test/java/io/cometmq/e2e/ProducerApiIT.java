package io.cometmq.e2e;

import static io.cometmq.e2e.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.client.QueryResult;
import io.cometmq.client.consumer.DefaultMQPullConsumer;
import io.cometmq.client.consumer.PullResult;
import io.cometmq.client.consumer.PullStatus;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.client.producer.MessageQueueSelector;
import io.cometmq.client.producer.SendCallback;
import io.cometmq.client.producer.SendResult;
import io.cometmq.client.producer.SendStatus;
import io.cometmq.common.compression.CompressionType;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.e2e.fixture.BothMakes;
import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster.Make;
import io.cometmq.e2e.fixture.Patience;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Our producer's methods, group by group, on brokers of both makes; what arrived is read back queue by queue. */
@ExtendWith(BothMakes.class)
class ProducerApiIT {
    private final List<Runnable> endings = new ArrayList<>();

    private static DefaultMQProducer configured(Make make, String name) {
        DefaultMQProducer producer = new DefaultMQProducer("PG_" + name);
        BothMakes.connect(producer, make);
        producer.setInstanceName(name + "-" + make);
        producer.setSendMsgTimeout(Patience.CALL_MILLIS);
        return producer;
    }

    private DefaultMQProducer started(DefaultMQProducer producer) throws MQClientException {
        producer.start();
        endings.add(producer::shutdown);
        return producer;
    }

    @AfterEach
    void end() {
        endings.forEach(Runnable::run);
    }

    private static Message message(String topic, String text) {
        return new Message(topic, "tag", text, text.getBytes(StandardCharsets.UTF_8));
    }

    /** When the name server knows the topic: the broker tells it when it has made it. */
    private static List<MessageQueue> queues(DefaultMQProducer producer, String topic) {
        return await().ignoreExceptions()
                .until(() -> producer.fetchPublishMessageQueues(topic), queues -> !queues.isEmpty());
    }

    /** Every text that the topic has. */
    private static Set<String> texts(Make make, String topic, int count) throws Exception {
        Set<String> texts = new TreeSet<>();
        for (MessageExt message : all(make, topic, count)) {
            texts.add(new String(message.getBody(), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static List<MessageExt> all(Make make, String topic, int count) throws Exception {
        DefaultMQPullConsumer consumer = new DefaultMQPullConsumer("CG_reader");
        BothMakes.connect(consumer, make);
        consumer.setInstanceName("reader-" + make + System.nanoTime());
        consumer.start();
        try {
            List<MessageExt> found = new ArrayList<>();
            await().ignoreExceptions().until(() -> {
                found.clear();
                for (MessageQueue queue : consumer.fetchSubscribeMessageQueues(topic)) {
                    PullResult pulled = consumer.pull(queue, "*", 0, 32);
                    while (pulled.getPullStatus() == PullStatus.FOUND) {
                        found.addAll(pulled.getMsgFoundList());
                        pulled = consumer.pull(queue, "*", pulled.getNextBeginOffset(), 32);
                    }
                }
                return found.size() >= count;
            });
            return found;
        } finally {
            consumer.shutdown();
        }
    }

    /** Completes with the result of an asynchronous send. */
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
    }

    private static SendResult async(AsyncSend send) throws Exception {
        Outcome outcome = new Outcome();
        send.with(outcome);
        return outcome.get();
    }

    private interface AsyncSend {
        void with(SendCallback callback) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void everyWayToSendAMessageStoresIt(Make make) throws Exception {
        String topic = "EveryWay";
        DefaultMQProducer producer = started(configured(make, topic));
        List<SendResult> results = new ArrayList<>();
        results.add(producer.send(message(topic, "sync")));
        MessageQueue queue = queues(producer, topic).get(1);
        MessageQueueSelector second = (queues, message, arg) -> queues.get((Integer) arg);
        results.add(producer.send(message(topic, "sync timeout"), Patience.CALL_MILLIS));
        results.add(producer.send(message(topic, "sync queue"), queue));
        results.add(producer.send(message(topic, "sync queue timeout"), queue, Patience.CALL_MILLIS));
        results.add(producer.send(message(topic, "sync selector"), second, 1));
        results.add(producer.send(message(topic, "sync selector timeout"), second, 1, Patience.CALL_MILLIS));
        results.add(async(callback -> producer.send(message(topic, "async"), callback)));
        results.add(async(callback -> producer.send(message(topic, "async timeout"), callback, Patience.CALL_MILLIS)));
        results.add(async(callback -> producer.send(message(topic, "async queue"), queue, callback)));
        results.add(async(callback ->
                producer.send(message(topic, "async queue timeout"), queue, callback, Patience.CALL_MILLIS)));
        results.add(async(callback -> producer.send(message(topic, "async selector"), second, 1, callback)));
        results.add(async(callback ->
                producer.send(message(topic, "async selector timeout"), second, 1, callback, Patience.CALL_MILLIS)));
        producer.sendOneway(message(topic, "oneway"));
        producer.sendOneway(message(topic, "oneway queue"), queue);
        producer.sendOneway(message(topic, "oneway selector"), second, 1);

        assertThat(results).extracting(SendResult::getSendStatus).containsOnly(SendStatus.SEND_OK);
        assertThat(results).extracting(SendResult::getMsgId).doesNotHaveDuplicates();
        assertThat(results.subList(2, 6))
                .extracting(SendResult::getMessageQueue)
                .containsOnly(queue);
        assertThat(texts(make, topic, 15)).hasSize(15);
    }

    @ParameterizedTest
    @CsvSource({"COMETMQ, COMETMQ", "COMETMQ, ROCKETMQ_5", "ROCKETMQ_5, COMETMQ"})
    void whatGoesOverRocketmqsBrokerArrivesUnaltered(ClientLibraries sending, ClientLibraries receiving)
            throws Exception {
        ScenarioMessages.exchange(
                BothMakes.nameServer(Make.ROCKETMQ), sending, receiving, "OnPeer-" + sending + "-" + receiving);
    }

    @ParameterizedTest
    @EnumSource
    void batchesAreStoredMessageByMessage(Make make) throws Exception {
        String topic = "Batches";
        DefaultMQProducer producer = started(configured(make, topic));
        producer.send(message(topic, "first"));
        MessageQueue queue = queues(producer, topic).get(0);
        producer.send(pair(topic, "a"));
        producer.send(pair(topic, "b"), Patience.CALL_MILLIS);
        producer.send(pair(topic, "c"), queue);
        producer.send(pair(topic, "d"), queue, Patience.CALL_MILLIS);
        async(callback -> producer.send(pair(topic, "e"), callback));
        async(callback -> producer.send(pair(topic, "f"), callback, Patience.CALL_MILLIS));
        async(callback -> producer.send(pair(topic, "g"), queue, callback));
        SendResult last = async(callback -> producer.send(pair(topic, "h"), queue, callback, Patience.CALL_MILLIS));

        assertThat(last.getMsgId().split(",", -1)).hasSize(2);
        assertThat(texts(make, topic, 17)).hasSize(17);
    }

    private static Collection<Message> pair(String topic, String name) {
        return List.of(message(topic, name + 1), message(topic, name + 2));
    }

    @ParameterizedTest
    @EnumSource
    void singleSendsTravelTogetherWhenBatchesAreAutomatic(Make make) throws Exception {
        String topic = "AutoBatches";
        DefaultMQProducer producer = started(configured(make, topic));
        producer.send(message(topic, "first"));
        producer.setAutoBatch(true);
        producer.batchMaxDelayMs(50);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Outcome outcome = new Outcome();
            outcomes.add(outcome);
            producer.send(message(topic, "m" + i), outcome);
        }
        Set<String> ids = new TreeSet<>();
        for (Outcome outcome : outcomes) {
            ids.add(outcome.get().getMsgId());
        }
        assertThat(ids).hasSize(40);
        assertThat(texts(make, topic, 41)).hasSize(41);
    }

    @ParameterizedTest
    @EnumSource
    void compressedBodiesComeBackAsTheyWere(Make make) throws Exception {
        String topic = "Compressed";
        byte[] body = "compress me ".repeat(2000).getBytes(StandardCharsets.UTF_8);
        for (CompressionType type : CompressionType.values()) {
            DefaultMQProducer producer = configured(make, topic + type);
            producer.setCompressType(type);
            producer.setCompressMsgBodyOverHowmuch(1024);
            started(producer).send(new Message(topic, body));
        }
        List<MessageExt> messages = all(make, topic, CompressionType.values().length);
        assertThat(messages).allSatisfy(message -> {
            assertThat(message.getBody()).isEqualTo(body);
            assertThat(message.getStoreSize()).isLessThan(body.length / 10);
        });
    }

    @ParameterizedTest
    @EnumSource
    void topicsQueuesAndMessagesCanBeAskedFor(Make make) throws Exception {
        DefaultMQProducer producer = started(configured(make, "Admin"));
        String topic = "AdminMade";
        producer.send(message("AdminWarmup", "x"));
        producer.createTopic("TBW102", topic, 2, Map.of());
        assertThat(queues(producer, topic)).hasSize(2);
        MessageQueue queue = queues(producer, topic).get(0);
        long before = System.currentTimeMillis();
        SendResult first = producer.send(message(topic, "needle"), queue);
        producer.send(message(topic, "hay"), queue);

        assertThat(producer.minOffset(queue)).isZero();
        await().untilAsserted(() -> assertThat(producer.maxOffset(queue)).isEqualTo(2));
        assertThat(producer.searchOffset(queue, before - 60_000)).isZero();
        assertThat(producer.earliestMsgStoreTime(queue))
                .isBetween(before - 60_000, System.currentTimeMillis() + 60_000);
        assertThat(new String(
                        producer.viewMessage(topic, first.getOffsetMsgId()).getBody(), StandardCharsets.UTF_8))
                .isEqualTo("needle");
        await().ignoreExceptions().untilAsserted(() -> {
            QueryResult byKey = producer.queryMessage(topic, "needle", 8, before - 60_000, before + 3_600_000);
            assertThat(byKey.getMessageList()).extracting(Message::getKeys).containsExactly("needle");
            assertThat(producer.viewMessage(topic, first.getMsgId()).getKeys()).isEqualTo("needle");
        });
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("deprecation") // old code's namespaces
    void aNamespaceKeepsNamesApart(Make make) throws Exception {
        DefaultMQProducer producer = new DefaultMQProducer("tenant", "PG_namespaces", null, false, null);
        BothMakes.connect(producer, make);
        producer.setInstanceName("namespaces-" + make);
        producer.setSendMsgTimeout(Patience.CALL_MILLIS);
        SendResult result = started(producer).send(message("Named", "mine"));
        assertThat(result.getMessageQueue().getTopic()).isEqualTo("Named");
        assertThat(texts(make, "tenant%Named", 1)).containsExactly("mine");
    }

    @ParameterizedTest
    @EnumSource
    void insideTlsMessagesTravelAsWell(Make make) throws Exception {
        DefaultMQProducer producer = configured(make, "Tls");
        producer.setUseTLS(true);
        assertThat(started(producer).send(message("Tls", "secret")).getSendStatus())
                .isEqualTo(SendStatus.SEND_OK);
        assertThat(texts(make, "Tls", 1)).containsExactly("secret");
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeSentIsRefusedWithAReason(Make make) throws Exception {
        DefaultMQProducer producer = started(configured(make, "Refused"));
        assertThatThrownBy(() -> producer.send(new Message("not a topic!", new byte[1])))
                .isInstanceOf(MQClientException.class)
                .hasMessageContaining("not a topic!");
        assertThatThrownBy(() -> producer.send(new Message("Refused", new byte[0])))
                .isInstanceOf(MQClientException.class);
        assertThatThrownBy(() -> producer.send(new Message("Refused", new byte[5 * 1024 * 1024])))
                .isInstanceOf(MQClientException.class)
                .hasMessageContaining("4194304");
        assertThatThrownBy(() -> producer.sendMessageInTransaction(message("Refused", "x"), null))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> producer.recallMessage("Refused", "no handle")).isInstanceOf(MQClientException.class);
    }
}
