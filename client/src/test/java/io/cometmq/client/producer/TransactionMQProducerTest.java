package io.cometmq.client.producer;

import static io.cometmq.client.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.fixture.FakeBroker;
import io.cometmq.client.fixture.FakeNameServer;
import io.cometmq.client.fixture.Patience;
import io.cometmq.client.hook.EndTransactionContext;
import io.cometmq.client.hook.EndTransactionHook;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageAccessor;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.CheckTransactionStateRequestHeader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionMQProducerTest {
    private static final class Listener implements TransactionListener {
        LocalTransactionState executed = LocalTransactionState.COMMIT_MESSAGE;
        LocalTransactionState checked = LocalTransactionState.ROLLBACK_MESSAGE;
        final List<MessageExt> checks = new CopyOnWriteArrayList<>();

        @Override
        public LocalTransactionState executeLocalTransaction(Message msg, Object arg) {
            if (executed == null) {
                throw new IllegalStateException("the local transaction broke");
            }
            return executed;
        }

        @Override
        public LocalTransactionState checkLocalTransaction(MessageExt msg) {
            checks.add(msg);
            return checked;
        }
    }

    private final Listener listener = new Listener();
    private FakeNameServer nameServer;
    private FakeBroker broker;
    private TransactionMQProducer producer;

    @BeforeEach
    void start() throws Exception {
        nameServer = new FakeNameServer();
        broker = new FakeBroker("broker-a");
        broker.answer(RequestCode.END_TRANSACTION, (exchange, request) -> RemotingCommand.success(null));
        nameServer.route("Orders", 1, broker);
        producer = new TransactionMQProducer("PG_tx");
        Patience.with(producer, nameServer);
        producer.setTransactionListener(listener);
        producer.start();
    }

    @AfterEach
    void stop() {
        producer.shutdown();
        broker.close();
        nameServer.close();
    }

    private Map<String, String> end() {
        await().untilAsserted(() ->
                assertThat(broker.requests(RequestCode.END_TRANSACTION)).hasSize(1));
        return broker.requests(RequestCode.END_TRANSACTION).get(0).fields();
    }

    @Test
    void aTransactionThatSucceedsIsCommitted() throws Exception {
        TransactionSendResult result = producer.sendMessageInTransaction(new Message("Orders", new byte[1]), null);

        assertThat(result.getLocalTransactionState()).isEqualTo(LocalTransactionState.COMMIT_MESSAGE);
        assertThat(broker.sent().get(0).header().f()).isEqualTo(0x4);
        assertThat(broker.sent().get(0).properties())
                .containsEntry("TRAN_MSG", "true")
                .containsEntry("PGROUP", "PG_tx");
        assertThat(end())
                .containsEntry("commitOrRollback", "8")
                .containsEntry("producerGroup", "PG_tx")
                .containsEntry("fromTransactionCheck", "false")
                .containsEntry("tranStateTableOffset", "0")
                .containsEntry("msgId", result.getMsgId());
    }

    @Test
    void aTransactionThatFailsIsRolledBack() throws Exception {
        listener.executed = LocalTransactionState.ROLLBACK_MESSAGE;
        producer.sendMessageInTransaction(new Message("Orders", new byte[1]), null);
        assertThat(end()).containsEntry("commitOrRollback", "12");
    }

    @Test
    void aTransactionThatBreaksIsLeftToTheChecks() throws Exception {
        listener.executed = null;
        TransactionSendResult result = producer.sendMessageInTransaction(new Message("Orders", new byte[1]), null);
        assertThat(result.getLocalTransactionState()).isEqualTo(LocalTransactionState.UNKNOW);
        assertThat(end()).containsEntry("commitOrRollback", "0");
    }

    @Test
    void withoutTheHalfMessageThereIsNoTransaction() {
        broker.refuseSends(ResponseCode.MESSAGE_ILLEGAL);
        assertThatThrownBy(() -> producer.sendMessageInTransaction(new Message("Orders", new byte[1]), null))
                .isInstanceOf(MQClientException.class);
        producer.setTransactionListener(null);
        assertThatThrownBy(() -> producer.sendMessageInTransaction(new Message("Orders", new byte[1]), null))
                .hasMessageContaining("TransactionListener is null");
        assertThatThrownBy(() -> new DefaultMQProducer("PG").sendMessageInTransaction(new Message(), null))
                .hasMessageContaining("TransactionMQProducer");
    }

    @Test
    void aBrokerThatAsksIsAnswered() throws Exception {
        List<EndTransactionContext> seen = new CopyOnWriteArrayList<>();
        producer.getDefaultMQProducerImpl().transactions().addHook(new EndTransactionHook() {
            @Override
            public String hookName() {
                return "test";
            }

            @Override
            public void endTransaction(EndTransactionContext context) {
                seen.add(context);
            }
        });
        producer.send(new Message("Orders", new byte[1]));
        MessageExt half = new MessageExt();
        half.setTopic("Orders");
        half.setBody(new byte[1]);
        half.setBornHost(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        half.setStoreHost(half.getBornHost());
        MessageAccessor.putProperty(half, "PGROUP", "PG_tx");
        MessageAccessor.putProperty(half, "UNIQ_KEY", "KEY1");
        RemotingCommand check = RemotingCommand.createRequestCommand(
                RequestCode.CHECK_TRANSACTION_STATE,
                new CheckTransactionStateRequestHeader("Orders", 7, 700, "KEY1", "KEY1", "offsetId", "broker-a"));
        check.setBody(MessageDecoder.encode(half, false));

        broker.connections().iterator().next().oneway(check);

        assertThat(end())
                .containsEntry("commitOrRollback", "12")
                .containsEntry("fromTransactionCheck", "true")
                .containsEntry("tranStateTableOffset", "7")
                .containsEntry("commitLogOffset", "700")
                .containsEntry("transactionId", "KEY1")
                .containsEntry("msgId", "KEY1");
        assertThat(listener.checks).singleElement().satisfies(message -> assertThat(message.getTransactionId())
                .isEqualTo("KEY1"));
        assertThat(seen).singleElement().satisfies(context -> assertThat(context.isFromTransactionCheck())
                .isTrue());
    }
}
