package io.cometmq.broker.pop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.common.message.MessageDecoder;
import io.cometmq.store.AppendMessage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The texts are those of RocketMQ's broker (docs/protocol/semantics.md 13.2). */
class ReviveRecordsTest {
    private static final ReviveRecords.Journal JOURNAL = new ReviveRecords.Journal(
            "rmq_sys_REVIVE_LOG_DefaultCluster", "broker-a", new byte[] {127, 0, 0, 1, 0, 0, 1, 1});
    private static final GroupQueue QUEUE = new GroupQueue("FT", "FG", 0);

    private static String text(ByteBuffer buffer) {
        return UTF_8.decode(buffer.duplicate()).toString();
    }

    private static Map<String, String> properties(AppendMessage message) {
        return MessageDecoder.string2messageProperties(text(message.properties()));
    }

    @Test
    void writesCheckPoints() {
        CheckPoint checkPoint = new CheckPoint(QUEUE, 0, new long[] {1, 3, 4}, 1_795_381_969_697L, 10_000, 5, 0, 0);

        AppendMessage message = ReviveRecords.checkPoint(JOURNAL, checkPoint, 1_795_381_969_700L);

        assertThat(text(message.body()))
                .isEqualTo("{\"bm\":0,\"bn\":\"broker-a\",\"c\":\"FG\",\"d\":[1,3,4],\"it\":10000,\"n\":3,"
                        + "\"pt\":1795381969697,\"q\":0,\"reviveTime\":1795381979697,\"ro\":0,\"so\":0,\"t\":\"FT\"}");
        assertThat(properties(message))
                .containsEntry("TAGS", "ck")
                .containsEntry("UNIQ_KEY", "FT@0@0@FG@1795381969697@broker-a@ck")
                .as("RocketMQ's clock goes by it, and must not be ahead")
                .containsEntry("TIMER_DELIVER_MS", "1795381969700");
        assertThat(message.queueId()).isEqualTo(5);
        assertThat(message.waitStore()).isTrue();
    }

    @Test
    void writesAcknowledgements() {
        CheckPoint.Id id = new CheckPoint.Id(1_795_381_969_697L, 1);

        AppendMessage one = ReviveRecords.acknowledgement(JOURNAL, QUEUE, id, 5, List.of(3L), 1);
        AppendMessage many = ReviveRecords.acknowledgement(JOURNAL, QUEUE, id, 5, List.of(3L, 4L), 1);

        assertThat(text(one.body()))
                .isEqualTo(
                        "{\"ao\":3,\"bn\":\"broker-a\",\"c\":\"FG\",\"pt\":1795381969697,\"q\":0,\"so\":1,\"t\":\"FT\"}");
        assertThat(properties(one))
                .containsEntry("TAGS", "ack")
                .containsEntry("UNIQ_KEY", "FT@0@3@FG@1795381969697@broker-a@ack")
                .containsEntry("TIMER_DELIVER_MS", "1");
        assertThat(text(many.body()))
                .isEqualTo(
                        "{\"ao\":-1,\"aol\":[3,4],\"bn\":\"broker-a\",\"c\":\"FG\",\"pt\":1795381969697,\"q\":0,\"so\":1,\"t\":\"FT\"}");
        assertThat(properties(many))
                .containsEntry("TAGS", "bAck")
                .containsEntry("UNIQ_KEY", "FT@0@-1@FG@1795381969697@broker-a@ack");
    }

    @Test
    void whatGoesThroughTheTimerSaysWhenItIsDue() {
        AppendMessage record = ReviveRecords.acknowledgement(
                JOURNAL, QUEUE, new CheckPoint.Id(1_795_381_969_697L, 1), 5, List.of(3L), 1);

        AppendMessage message = ReviveRecords.throughTimer(record, 1_795_381_979_697L);

        assertThat(message.topic()).isEqualTo("rmq_sys_wheel_timer");
        assertThat(properties(message))
                .containsEntry("TIMER_DELIVER_MS", "1795381979697")
                .containsEntry("REAL_TOPIC", "rmq_sys_REVIVE_LOG_DefaultCluster")
                .containsEntry("REAL_QID", "5");
    }
}
