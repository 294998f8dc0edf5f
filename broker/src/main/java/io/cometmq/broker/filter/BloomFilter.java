package io.cometmq.broker.filter;

import java.nio.charset.StandardCharsets;

/**
 * Which bits of a bit map stand for a group and topic (docs/protocol/message-formats.md 13): the same ones as RocketMQ's, as bit maps
 * are kept on disk. Immutable.
 */
final class BloomFilter {
    private final int functions;
    private final int bits;

    private BloomFilter(int functions, int bits) {
        this.functions = functions;
        this.bits = bits;
    }

    /**
     * As few bits as the error rate allows.
     *
     * @param errorPercent how often a bit map may be wrong when all are in it
     */
    static BloomFilter of(int errorPercent, int expectedGroups) {
        double errorRate = errorPercent / 100.0;
        int functions = (int) Math.ceil(-Math.log(errorRate) / Math.log(2));
        double bits = -(double) expectedGroups * functions / Math.log(1 - Math.pow(errorRate, 1.0 / functions));
        int wholeBytes = (int) Math.ceil(Math.ceil(bits) / Byte.SIZE) * Byte.SIZE;
        return new BloomFilter(functions, wholeBytes);
    }

    int bits() {
        return bits;
    }

    BloomFilterData data(String group, String topic) {
        long hash = Murmur3.hash64((group + "#" + topic).getBytes(StandardCharsets.UTF_8));
        int first = (int) hash;
        int second = (int) (hash >>> Integer.SIZE);
        int[] positions = new int[functions];
        for (int i = 1; i <= functions; i++) {
            int combined = first + i * second;
            positions[i - 1] = (combined < 0 ? ~combined : combined) % bits;
        }
        return new BloomFilterData(positions, bits);
    }

    /** Whether the data is made for bit maps of this size. */
    boolean fits(BloomFilterData data) {
        return data != null && data.bitNum() == bits && data.bitPos() != null && data.bitPos().length == functions;
    }
}
