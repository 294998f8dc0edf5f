package io.cometmq.store.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * The property that carries the CRC-32 of the record before it, always the last of a record
 * (docs/protocol/message-formats.md 1.5). Reusable; not thread-safe.
 */
final class CrcProperty {
    private static final int DIGITS = 10;

    /** {@code __CRC32#}, the separator, ten digits, the end of the value. */
    static final int SIZE = 8 + 1 + DIGITS + 1;

    private static final long NAME = 0x5F5F435243333223L;
    private static final byte NAME_END = 1;
    private static final byte VALUE_END = 2;

    private final CRC32 crc = new CRC32();

    /** Whether the properties text {@code [start, end)} ends with it. */
    static boolean isAtEnd(ByteBuffer buffer, int start, int end) {
        int at = end - SIZE;
        return at >= start
                && buffer.getLong(at) == NAME
                && buffer.get(at + 8) == NAME_END
                && buffer.get(end - 1) == VALUE_END;
    }

    /** Whether a separator is missing between it and the text {@code [start, end)}. */
    static boolean needsSeparator(ByteBuffer buffer, int start, int end) {
        return end > start && buffer.get(end - 1) != VALUE_END;
    }

    /** CRC of the record that starts at {@code start} up to {@code end}, with these first eight bytes. */
    int compute(ByteBuffer buffer, int start, int end, long sizeAndMagic) {
        crc.reset();
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            crc.update((int) (sizeAndMagic >>> shift) & 0xFF);
        }
        crc.update(buffer.slice(start + Long.BYTES, end - start - Long.BYTES));
        return (int) crc.getValue() & 0x7FFFFFFF;
    }

    /** Writes the property; least significant digit first. */
    static void write(ByteBuffer buffer, int at, int value) {
        buffer.putLong(at, NAME);
        buffer.put(at + 8, NAME_END);
        int rest = value;
        for (int i = 0; i < DIGITS; i++) {
            buffer.put(at + 9 + i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        buffer.put(at + SIZE - 1, VALUE_END);
    }

    /** The value of the property at {@code at}; -1 when its digits are none. */
    static long read(ByteBuffer buffer, int at) {
        long value = 0;
        for (int i = DIGITS - 1; i >= 0; i--) {
            int digit = buffer.get(at + 9 + i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
