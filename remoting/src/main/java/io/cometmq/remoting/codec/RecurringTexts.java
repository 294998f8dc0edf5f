package io.cometmq.remoting.codec;

import java.util.Arrays;

/**
 * Strings of names that nearly every message repeats (topic, group), so that they are made once and not for each message. Slots are
 * overwritten without a lock: entries are immutable, and a lost one is made again. Thread-safe.
 */
final class RecurringTexts {
    /** A power of two; 25,000 topics that take turns find no help here, and need none. */
    private static final int SLOTS = 1024;

    /** Longer values are not names. */
    private static final int MAX_BYTES = 255;

    @SuppressWarnings("ArrayRecordComponent") // compared byte by byte with what comes
    private record Entry(byte[] bytes, String text) {}

    private final Entry[] slots = new Entry[SLOTS];

    /** The text of these bytes, which {@code reader} decodes when it is not known. */
    String get(byte[] array, int start, int length, FieldReader reader) {
        if (length > MAX_BYTES) {
            return reader.text();
        }
        int hash = length;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + array[i];
        }
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        Entry known = slots[slot];
        if (known != null && Arrays.equals(known.bytes, 0, known.bytes.length, array, start, start + length)) {
            return known.text;
        }
        String text = reader.text();
        slots[slot] = new Entry(Arrays.copyOfRange(array, start, start + length), text);
        return text;
    }
}
