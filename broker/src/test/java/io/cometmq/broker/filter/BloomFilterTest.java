package io.cometmq.broker.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BloomFilterTest {
    @Test
    void bitsAreThoseOfRocketMq() {
        BloomFilter filter = BloomFilter.of(20, 32);

        // docs/protocol/message-formats.md 13; the second is from a file that 5.4.0 wrote
        assertThat(filter.bits()).isEqualTo(112);
        assertThat(filter.data("CG", "T").bitPos()).containsExactly(0, 73, 34);
        assertThat(filter.data("CG1", "FT").bitPos()).containsExactly(55, 42, 82);
    }

    @Test
    void namesLongerThanABlockOfTheHashHaveTheirBitsToo() {
        BloomFilterData data = BloomFilter.of(20, 32).data("a-consumer-group-with-a-long-name", "and-a-topic");

        assertThat(data.bitPos()).hasSize(3);
        assertThat(Arrays.stream(data.bitPos()).boxed()).allMatch(position -> position >= 0 && position < 112);
    }

    @Test
    void dataOfAnotherSizeDoesNotFit() {
        BloomFilter filter = BloomFilter.of(20, 32);

        assertThat(filter.fits(filter.data("G", "T"))).isTrue();
        assertThat(filter.fits(BloomFilter.of(10, 32).data("G", "T"))).isFalse();
        assertThat(filter.fits(null)).isFalse();
    }
}
