package io.cometmq.client.trace;

import static io.cometmq.client.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.client.fixture.FakeBroker;
import io.cometmq.client.fixture.FakeBroker.Sent;
import io.cometmq.client.fixture.FakeNameServer;
import io.cometmq.client.fixture.Patience;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.client.producer.LocalTransactionState;
import io.cometmq.client.producer.SendResult;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProducerTraceTest {
    @Test
    void sendsAreTracedToATopicOfTheirOwn() throws Exception {
        try (FakeNameServer nameServer = new FakeNameServer();
                FakeBroker broker = new FakeBroker("broker-a")) {
            nameServer.route("Orders", 1, broker);
            nameServer.route("RMQ_SYS_TRACE_TOPIC", 1, broker);
            DefaultMQProducer producer = new DefaultMQProducer("PG_traced", true, null);
            Patience.with(producer, nameServer);
            producer.start();

            SendResult result = producer.send(new Message("Orders", "TagA", "key1 key2", new byte[3]));

            await().untilAsserted(() -> assertThat(broker.sent()).anyMatch(ProducerTraceTest::isTrace));
            Sent trace = broker.sent().stream()
                    .filter(ProducerTraceTest::isTrace)
                    .findFirst()
                    .orElseThrow();
            assertThat(trace.properties().get("KEYS"))
                    .contains(result.getMsgId())
                    .contains("key1")
                    .contains("key2");
            List<TraceContext> decoded =
                    TraceDataEncoder.decoderFromTraceDataString(new String(trace.body(), StandardCharsets.UTF_8));
            assertThat(decoded).singleElement().satisfies(context -> {
                assertThat(context.getTraceType()).isEqualTo(TraceType.Pub);
                assertThat(context.getGroupName()).isEqualTo("PG_traced");
                assertThat(context.getRegionId()).isEqualTo("DefaultRegion");
                assertThat(context.isSuccess()).isTrue();
                TraceBean bean = context.getTraceBeans().get(0);
                assertThat(bean.getMsgId()).isEqualTo(result.getMsgId());
                assertThat(bean.getStoreHost()).isEqualTo(broker.address());
                assertThat(bean.getBodyLength()).isEqualTo(3);
                assertThat(bean.getMsgType()).isEqualTo(MessageType.Normal_Msg);
            });
            producer.shutdown();
        }
    }

    @Test
    void theEndWaitsForTheLastTrace() throws Exception {
        try (FakeNameServer nameServer = new FakeNameServer();
                FakeBroker broker = new FakeBroker("broker-a");
                FakeBroker traces = new FakeBroker("broker-b")) {
            nameServer.route("Orders", 1, broker);
            nameServer.route("RMQ_SYS_TRACE_TOPIC", 1, traces);
            DefaultMQProducer producer = new DefaultMQProducer("PG_brief", true, null);
            Patience.with(producer, nameServer);
            producer.start();
            producer.send(new Message("Orders", new byte[3]));
            producer.shutdown();
            assertThat(traces.sent()).singleElement().matches(ProducerTraceTest::isTrace);
        }
    }

    private static boolean isTrace(Sent sent) {
        return sent.header().b().equals("RMQ_SYS_TRACE_TOPIC");
    }

    @Test
    void aTransactionsEndIsARecord() {
        TraceContext context = new TraceContext();
        context.setTraceType(TraceType.EndTransaction);
        context.setTimeStamp(5);
        context.setRegionId("r");
        context.setGroupName("g");
        TraceBean bean = new TraceBean();
        bean.setTopic("T");
        bean.setMsgId("m");
        bean.setTags("tag");
        bean.setKeys("k1 k2");
        bean.setStoreHost("host:1");
        bean.setMsgType(MessageType.Trans_msg_Commit);
        bean.setTransactionId("tx");
        bean.setTransactionState(LocalTransactionState.COMMIT_MESSAGE);
        context.getTraceBeans().add(bean);

        TraceTransferBean transfer = TraceDataEncoder.encoderFromContextBean(context);

        assertThat(transfer.getTransData().replace('\u0001', '^').replace('\u0002', '$'))
                .isEqualTo("EndTransaction^5^r^g^T^m^tag^k1 k2^host:1^2^tx^COMMIT_MESSAGE^false$");
        assertThat(transfer.getTransKey()).containsExactly("m", "k1", "k2");
        assertThat(TraceDataEncoder.decoderFromTraceDataString(transfer.getTransData() + "Pub\u0001broken\u0002"))
                .hasSize(1);
    }
}
