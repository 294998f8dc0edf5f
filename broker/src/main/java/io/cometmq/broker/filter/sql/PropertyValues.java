package io.cometmq.broker.filter.sql;

import io.cometmq.common.message.MessageDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where the properties that an expression names are in a message: one pass over the bytes, nothing copied. Of equal names the last
 * counts, and entries without name or value are dropped (docs/protocol/message-formats.md 4). Reusable; belongs to one thread, and
 * refers to the scanned bytes.
 */
final class PropertyValues {
    private static final byte NAME_END = MessageDecoder.NAME_VALUE_SEPARATOR;
    private static final byte ENTRY_END = MessageDecoder.PROPERTY_SEPARATOR;

    private final TextNumbers numbers = new TextNumbers();
    private ByteBuffer buffer;
    private byte[][] names;
    private int[] offsets = new int[8];
    private int[] lengths = new int[8];

    /** Finds the named properties in the properties text that is at these absolute positions. */
    void scan(byte[][] wanted, ByteBuffer source, int offset, int length) {
        buffer = source;
        names = wanted;
        if (lengths.length < wanted.length) {
            offsets = new int[wanted.length];
            lengths = new int[wanted.length];
        }
        for (int slot = 0; slot < wanted.length; slot++) {
            lengths[slot] = 0;
        }
        int end = offset + length;
        int start = offset;
        while (start < end) {
            start = scanEntry(start, end) + 1;
        }
    }

    /** Returns where the entry ends. */
    private int scanEntry(int start, int end) {
        int separator = -1;
        int i = start;
        for (; i < end; i++) {
            byte b = buffer.get(i);
            if (b == ENTRY_END) {
                break;
            }
            if (b == NAME_END && separator < 0) {
                separator = i;
            }
        }
        if (separator > start && separator + 1 < i) {
            take(start, separator, i);
        }
        return i;
    }

    private void take(int start, int separator, int end) {
        for (int slot = 0; slot < names.length; slot++) {
            if (names[slot].length == separator - start && startsWith(start, names[slot])) {
                offsets[slot] = separator + 1;
                lengths[slot] = end - separator - 1;
                return;
            }
        }
    }

    private boolean startsWith(int offset, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (buffer.get(offset + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads texts as numbers, one at a time. */
    TextNumbers numbers() {
        return numbers;
    }

    boolean isPresent(int slot) {
        return lengths[slot] > 0;
    }

    /** In bytes, 0 when the property is missing. */
    int length(int slot) {
        return lengths[slot];
    }

    byte byteAt(int slot, int index) {
        return buffer.get(offsets[slot] + index);
    }

    String text(int slot) {
        byte[] bytes = new byte[lengths[slot]];
        buffer.get(offsets[slot], bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
