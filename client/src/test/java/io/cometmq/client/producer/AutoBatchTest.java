package io.cometmq.client.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.fixture.FakeBroker;
import io.cometmq.client.fixture.FakeNameServer;
import io.cometmq.client.fixture.Patience;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.RecallMessageResponseHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AutoBatchTest {
    private FakeNameServer nameServer;
    private FakeBroker broker;
    private DefaultMQProducer producer;

    @BeforeEach
    void start() throws Exception {
        nameServer = new FakeNameServer();
        broker = new FakeBroker("broker-a");
        nameServer.route("Orders", 1, broker);
        producer = new DefaultMQProducer("PG_batch");
        Patience.with(producer, nameServer);
        producer.setAutoBatch(true);
        producer.batchMaxDelayMs(20_000);
        producer.batchMaxBytes(300);
        producer.start();
    }

    @AfterEach
    void stop() {
        producer.shutdown();
        broker.close();
        nameServer.close();
    }

    private CompletableFuture<SendResult> send(Message message) throws Exception {
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        producer.send(message, new SendCallback() {
            @Override
            public void onSuccess(SendResult sendResult) {
                result.complete(sendResult);
            }

            @Override
            public void onException(Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    @Test
    void aBatchIsSentWhenItIsFullAndEachMessageHasItsResult() throws Exception {
        List<Message> messages = new ArrayList<>();
        List<CompletableFuture<SendResult>> results = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            messages.add(new Message("Orders", new byte[100]));
            results.add(send(messages.get(i)));
        }

        for (int i = 0; i < 3; i++) {
            SendResult result = results.get(i).get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(result.getMsgId()).isEqualTo(messages.get(i).getProperty("UNIQ_KEY"));
            assertThat(result.getQueueOffset()).isEqualTo(i);
        }
        assertThat(broker.requests(RequestCode.SEND_BATCH_MESSAGE)).hasSize(1);
    }

    @Test
    void aBatchIsSentWhenItsTimeIsOver() throws Exception {
        producer.batchMaxDelayMs(20);
        assertThat(producer.send(new Message("Orders", new byte[1])).getSendStatus())
                .isEqualTo(SendStatus.SEND_OK);
        assertThat(broker.requests(RequestCode.SEND_BATCH_MESSAGE)).hasSize(1);
    }

    @Test
    void aBatchThatIsRefusedFailsForEachOfItsMessages() {
        broker.refuseSends(ResponseCode.MESSAGE_ILLEGAL);
        producer.batchMaxDelayMs(20);
        assertThatThrownBy(() ->
                        producer.send(new Message("Orders", new byte[1]), new MessageQueue("Orders", "broker-a", 0)))
                .isInstanceOf(MQBrokerException.class);
    }

    @Test
    void aDelayedMessageTravelsAlone() throws Exception {
        Message delayed = new Message("Orders", new byte[1]);
        delayed.setDelayTimeLevel(3);
        producer.send(delayed);
        assertThat(broker.requests(RequestCode.SEND_MESSAGE_V2)).hasSize(1);
    }

    @Test
    void theEndSendsWhatWaits() throws Exception {
        CompletableFuture<SendResult> waiting = send(new Message("Orders", new byte[1]));
        producer.shutdown();
        assertThat(waiting.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS).getSendStatus())
                .isEqualTo(SendStatus.SEND_OK);
    }

    @Test
    void limitsHaveARange() {
        assertThatThrownBy(() -> producer.batchMaxDelayMs(0)).hasMessageContaining("between 1ms and 30s");
        assertThatThrownBy(() -> producer.batchMaxBytes(0)).hasMessageContaining("between 1B and 2MB");
    }

    @Test
    void aTimerMessageIsRecalledWhereItIs() throws Exception {
        broker.answer(
                RequestCode.RECALL_MESSAGE,
                (exchange, request) -> RemotingCommand.success(new RecallMessageResponseHeader("KEY1")));
        String handle = Base64.getUrlEncoder()
                .encodeToString("v1 Orders broker-a 1795372375001 KEY1".getBytes(StandardCharsets.UTF_8));

        assertThat(producer.recallMessage("Orders", handle)).isEqualTo("KEY1");

        assertThat(broker.requests(RequestCode.RECALL_MESSAGE).get(0).fields())
                .containsEntry("recallHandle", handle)
                .containsEntry("topic", "Orders")
                .containsEntry("producerGroup", "PG_batch");
        assertThatThrownBy(() -> producer.recallMessage("Orders", "nonsense"))
                .hasMessageContaining("recall handle is invalid");
    }
}
