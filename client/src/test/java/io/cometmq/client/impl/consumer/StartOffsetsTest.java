package io.cometmq.client.impl.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.client.consumer.store.ReadOffsetType;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.MessageQueue;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StartOffsetsTest {
    private static final MessageQueue NORMAL = new MessageQueue("T", "b", 0);
    private static final MessageQueue RETRY = new MessageQueue("%RETRY%g", "b", 0);
    private static final long TIMESTAMP = 1_000;

    /** docs/protocol/semantics.md 6. */
    @Test
    void withoutAnOffsetTheConfigurationDecides() {
        assertThat(first(ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET, NORMAL)).isEqualTo(100);
        assertThat(first(ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET, RETRY)).isEqualTo(0);
        assertThat(first(ConsumeFromWhere.CONSUME_FROM_MAX_OFFSET, NORMAL)).isEqualTo(100);
        assertThat(first(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET, NORMAL)).isEqualTo(0);
        assertThat(first(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET, RETRY)).isEqualTo(0);
        assertThat(first(ConsumeFromWhere.CONSUME_FROM_TIMESTAMP, NORMAL)).isEqualTo(50);
        assertThat(first(ConsumeFromWhere.CONSUME_FROM_TIMESTAMP, RETRY)).isEqualTo(100);
    }

    private static long first(ConsumeFromWhere where, MessageQueue queue) {
        return find(-1, where, queue).getAsLong();
    }

    private static OptionalLong find(long stored, ConsumeFromWhere where, MessageQueue queue) {
        return new StartOffsets(new StoredOffset(stored), new Queues(), where, TIMESTAMP).find(queue);
    }

    @Test
    void aStoredOffsetWins() {
        for (ConsumeFromWhere where : ConsumeFromWhere.values()) {
            assertThat(find(7, where, NORMAL)).hasValue(7);
        }
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNotTakenForOneThatHasNoOffset() {
        assertThat(find(-2, ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET, NORMAL)).isEmpty();
    }

    @Test
    void timestampsAreLocalTimesOfFourteenDigits() throws Exception {
        long millis = 1_795_362_436_000L;
        assertThat(StartOffsets.parseTimestamp(StartOffsets.timestamp(millis, 1_000)))
                .isEqualTo(millis - 1_000);
        assertThatThrownBy(() -> StartOffsets.parseTimestamp("2026-11-22")).isInstanceOf(MQClientException.class);
        assertThatThrownBy(() -> StartOffsets.parseTimestamp(null)).isInstanceOf(MQClientException.class);
    }

    private static final class Queues implements StartOffsets.Queues {
        @Override
        public long maxOffset(MessageQueue queue) {
            return 100;
        }

        @Override
        public long searchOffset(MessageQueue queue, long timestampMillis) {
            assertThat(timestampMillis).isEqualTo(TIMESTAMP);
            return 50;
        }
    }

    private record StoredOffset(long offset) implements OffsetStore {
        @Override
        public long readOffset(MessageQueue mq, ReadOffsetType type) {
            assertThat(type).isEqualTo(ReadOffsetType.READ_FROM_STORE);
            return offset;
        }

        @Override
        public void load() {}

        @Override
        public void updateOffset(MessageQueue mq, long updated, boolean increaseOnly) {}

        @Override
        public void updateAndFreezeOffset(MessageQueue mq, long updated) {}

        @Override
        public void persistAll(Set<MessageQueue> mqs) {}

        @Override
        public void persist(MessageQueue mq) {}

        @Override
        public void removeOffset(MessageQueue mq) {}

        @Override
        public Map<MessageQueue, Long> cloneOffsetTable(String topic) {
            return Map.of();
        }

        @Override
        public void updateConsumeOffsetToBroker(MessageQueue mq, long updated, boolean isOneway) {}
    }
}
