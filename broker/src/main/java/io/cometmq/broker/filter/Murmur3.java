package io.cometmq.broker.filter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** MurmurHash3, the variant of 128 bits for 64-bit machines with seed 0, of which the first 64 bits are used. Stateless. */
final class Murmur3 {
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;
    private static final int BLOCK = 16;

    private Murmur3() {}

    static long hash64(byte[] data) {
        ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        long h1 = 0;
        long h2 = 0;
        while (bytes.remaining() >= BLOCK) {
            h1 ^= mixFirst(bytes.getLong());
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= mixSecond(bytes.getLong());
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        h1 ^= mixFirst(tail(bytes));
        h2 ^= mixSecond(tail(bytes));
        h1 ^= data.length;
        h2 ^= data.length;
        h1 += h2;
        h2 += h1;
        return finish(h1) + finish(h2);
    }

    /** Up to eight bytes, the first one lowest. */
    private static long tail(ByteBuffer bytes) {
        long tail = 0;
        for (int shift = 0; shift < Long.SIZE && bytes.hasRemaining(); shift += Byte.SIZE) {
            tail |= (bytes.get() & 0xFFL) << shift;
        }
        return tail;
    }

    private static long mixFirst(long k) {
        return Long.rotateLeft(k * C1, 31) * C2;
    }

    private static long mixSecond(long k) {
        return Long.rotateLeft(k * C2, 33) * C1;
    }

    private static long finish(long h) {
        long k = h;
        k = (k ^ (k >>> 33)) * 0xff51afd7ed558ccdL;
        k = (k ^ (k >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return k ^ (k >>> 33);
    }
}
