package io.cometmq.broker.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.store.QueueExtUnit;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BitMapBitsTest {
    private static final long SINCE = 1_000_000;
    private static final long LATER = SINCE + 60_000;
    private final BitMapBits bits = new BitMapBits(BloomFilter.of(20, 32).data("CG1", "FT"), SINCE);

    @Test
    void aMapOfRocketMqSaysWhatHolds() {
        // as 5.4.0 wrote it for a message that passes the condition of CG1, and for one that does not
        byte[] holds = {0, 0, 0, 0, 0, 4, (byte) 0x80, 0, 0, 0, 4, 0, 0, 0};

        assertThat(bits.mayMatch(unit(LATER, holds))).isTrue();
        assertThat(bits.mayMatch(unit(LATER, new byte[14]))).isFalse();
        byte[] ours = new byte[14];
        bits.setIn(ours);
        assertThat(ours).isEqualTo(holds);
    }

    @Test
    void aMapThatIsOlderOrOfAnotherKindSaysNothing() {
        assertThat(bits.mayMatch(unit(SINCE, new byte[14]))).isTrue();
        assertThat(bits.mayMatch(unit(LATER, new byte[0]))).isTrue();
        assertThat(bits.mayMatch(unit(LATER, new byte[8]))).isTrue();
        assertThat(BitMapBits.NONE.mayMatch(unit(LATER, new byte[14]))).isTrue();
    }

    private static QueueExtUnit unit(long storeTimestamp, byte[] bitMap) {
        return new QueueExtUnit(0, storeTimestamp, ByteBuffer.wrap(bitMap).asReadOnlyBuffer());
    }
}
