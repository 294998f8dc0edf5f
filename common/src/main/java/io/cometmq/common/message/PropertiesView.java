package io.cometmq.common.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Reads a message's properties where they lie: one pass over the bytes, no map, no strings, nothing allocated. It remembers
 * where the values of the {@link Name known names} are; of equal names the last counts, and entries without name or value
 * are dropped (docs/protocol/message-formats.md 4).
 *
 * <p>Reusable, not thread-safe. It refers to the scanned bytes: they must not change before the last getter.
 */
@SuppressWarnings("EnumOrdinal") // indexes the arrays, as an EnumMap does, without boxing
public final class PropertiesView {
    /** The properties that a broker looks at. */
    public enum Name {
        TAGS(MessageConst.PROPERTY_TAGS),
        KEYS(MessageConst.PROPERTY_KEYS),
        UNIQ_KEY(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX),
        DELAY(MessageConst.PROPERTY_DELAY_TIME_LEVEL),
        WAIT(MessageConst.PROPERTY_WAIT_STORE_MSG_OK),
        TRAN_MSG(MessageConst.PROPERTY_TRANSACTION_PREPARED),
        PGROUP(MessageConst.PROPERTY_PRODUCER_GROUP),
        CLUSTER(MessageConst.PROPERTY_CLUSTER),
        MSG_REGION(MessageConst.PROPERTY_MSG_REGION),
        TRACE_ON(MessageConst.PROPERTY_TRACE_SWITCH),
        REAL_TOPIC(MessageConst.PROPERTY_REAL_TOPIC),
        REAL_QID(MessageConst.PROPERTY_REAL_QUEUE_ID),
        RETRY_TOPIC(MessageConst.PROPERTY_RETRY_TOPIC),
        ORIGIN_MESSAGE_ID(MessageConst.PROPERTY_ORIGIN_MESSAGE_ID),
        RECONSUME_TIME(MessageConst.PROPERTY_RECONSUME_TIME),
        MAX_RECONSUME_TIMES(MessageConst.PROPERTY_MAX_RECONSUME_TIMES),
        MSG_TYPE(MessageConst.PROPERTY_MESSAGE_TYPE),
        REPLY_TO_CLIENT(MessageConst.PROPERTY_MESSAGE_REPLY_TO_CLIENT),
        CORRELATION_ID(MessageConst.PROPERTY_CORRELATION_ID),
        TTL(MessageConst.PROPERTY_MESSAGE_TTL),
        INSTANCE_ID(MessageConst.PROPERTY_INSTANCE_ID),
        SHARDING_KEY(MessageConst.PROPERTY_SHARDING_KEY),
        PRIORITY(MessageConst.PROPERTY_PRIORITY),
        CHECK_IMMUNITY_TIME_IN_SECONDS(MessageConst.PROPERTY_CHECK_IMMUNITY_TIME_IN_SECONDS),
        TRAN_PREPARED_QUEUE_OFFSET(MessageConst.PROPERTY_TRANSACTION_PREPARED_QUEUE_OFFSET),
        TRANSACTION_ID(MessageConst.PROPERTY_TRANSACTION_ID),
        TRANSACTION_CHECK_TIMES(MessageConst.PROPERTY_TRANSACTION_CHECK_TIMES),
        INNER_NUM(MessageConst.PROPERTY_INNER_NUM),
        INNER_BASE(MessageConst.PROPERTY_INNER_BASE),
        INNER_MULTI_DISPATCH(MessageConst.PROPERTY_INNER_MULTI_DISPATCH),
        INNER_MULTI_QUEUE_OFFSET(MessageConst.PROPERTY_INNER_MULTI_QUEUE_OFFSET),
        TIMER_DELAY_SEC(MessageConst.PROPERTY_TIMER_DELAY_SEC),
        TIMER_DELAY_MS(MessageConst.PROPERTY_TIMER_DELAY_MS),
        TIMER_DELAY_LEVEL(MessageConst.PROPERTY_TIMER_DELAY_LEVEL),
        TIMER_DELIVER_MS(MessageConst.PROPERTY_TIMER_DELIVER_MS),
        TIMER_ENQUEUE_MS(MessageConst.PROPERTY_TIMER_ENQUEUE_MS),
        TIMER_DEQUEUE_MS(MessageConst.PROPERTY_TIMER_DEQUEUE_MS),
        TIMER_ROLL_TIMES(MessageConst.PROPERTY_TIMER_ROLL_TIMES),
        TIMER_OUT_MS(MessageConst.PROPERTY_TIMER_OUT_MS),
        TIMER_DEL_UNIQKEY(MessageConst.PROPERTY_TIMER_DEL_UNIQKEY),
        POP_CK(MessageConst.PROPERTY_POP_CK),
        FIRST_POP_TIME(MessageConst.PROPERTY_FIRST_POP_TIME),
        CRC32(MessageConst.PROPERTY_CRC32);

        private final String wireName;

        Name(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    private static final byte NAME_END = MessageDecoder.NAME_VALUE_SEPARATOR;
    private static final byte ENTRY_END = MessageDecoder.PROPERTY_SEPARATOR;
    private static final byte[][] NAMES = Arrays.stream(Name.values())
            .map(name -> name.wireName().getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    /** Indexes into {@link #NAMES} by the length of the name. */
    private static final int[][] BY_LENGTH = indexByLength();

    private final int[] valueOffsets = new int[NAMES.length];
    private final int[] valueLengths = new int[NAMES.length];
    private byte[] array;
    private ByteBuffer buffer;
    private boolean closed = true;
    private boolean wellFormed = true;
    private int entries;

    private static int[][] indexByLength() {
        int longest = Arrays.stream(NAMES).mapToInt(name -> name.length).max().orElseThrow();
        int[][] index = new int[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            int wanted = length;
            index[length] = IntStream.range(0, NAMES.length)
                    .filter(i -> NAMES[i].length == wanted)
                    .toArray();
        }
        return index;
    }

    /** Scans bytes of an array. */
    public void scan(byte[] source, int offset, int length) {
        array = source;
        buffer = null;
        scan(offset, length);
    }

    /** Scans bytes of a buffer at absolute positions; the buffer's own position does not matter. */
    public void scan(ByteBuffer source, int offset, int length) {
        if (source.hasArray()) {
            scan(source.array(), source.arrayOffset() + offset, length);
            return;
        }
        array = null;
        buffer = source;
        scan(offset, length);
    }

    private void scan(int offset, int length) {
        Arrays.fill(valueLengths, 0);
        entries = 0;
        wellFormed = true;
        int end = offset + length;
        closed = length == 0 || at(end - 1) == ENTRY_END;
        int start = offset;
        int separator = -1;
        for (int i = offset; i < end; i++) {
            byte b = at(i);
            if (b == NAME_END && separator < 0) {
                separator = i;
            } else if (b == ENTRY_END) {
                entry(start, separator, i);
                start = i + 1;
                separator = -1;
            }
        }
        if (start < end) {
            entry(start, separator, end);
        }
    }

    private void entry(int start, int separator, int end) {
        if (separator <= start || separator + 1 >= end) {
            wellFormed = false;
            return;
        }
        entries++;
        int nameLength = separator - start;
        if (nameLength >= BY_LENGTH.length) {
            return;
        }
        for (int index : BY_LENGTH[nameLength]) {
            if (matches(NAMES[index], start)) {
                valueOffsets[index] = separator + 1;
                valueLengths[index] = end - separator - 1;
                return;
            }
        }
    }

    private boolean matches(byte[] name, int offset) {
        for (int i = 0; i < name.length; i++) {
            if (at(offset + i) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private byte at(int index) {
        return array != null ? array[index] : buffer.get(index);
    }

    /** Number of entries with name and value, known or not. */
    public int entries() {
        return entries;
    }

    /** Whether every entry has a name and a value. */
    public boolean isWellFormed() {
        return wellFormed;
    }

    /** Whether another entry may be appended as it is: the text is empty or ends in a separator. */
    public boolean isClosed() {
        return closed;
    }

    public boolean isPresent(Name name) {
        return valueLengths[name.ordinal()] > 0;
    }

    /** Where the value starts in the scanned array or buffer; only when present. */
    public int valueOffset(Name name) {
        return valueOffsets[name.ordinal()];
    }

    /** The value's length in bytes, 0 when absent. */
    public int valueLength(Name name) {
        return valueLengths[name.ordinal()];
    }

    /** Where the entry, that is its name, starts in the scanned array or buffer; only when present. */
    public int entryOffset(Name name) {
        return valueOffsets[name.ordinal()] - 1 - NAMES[name.ordinal()].length;
    }

    /** The value as text, null when absent. */
    public String get(Name name) {
        int length = valueLengths[name.ordinal()];
        if (length == 0) {
            return null;
        }
        int offset = valueOffsets[name.ordinal()];
        if (array != null) {
            return new String(array, offset, length, StandardCharsets.UTF_8);
        }
        byte[] copy = new byte[length];
        buffer.get(offset, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }

    /** Whether the value is the word true in any case, as Boolean.parseBoolean sees it; false when absent. */
    public boolean isTrue(Name name) {
        int offset = valueOffsets[name.ordinal()];
        return valueLengths[name.ordinal()] == 4
                && (at(offset) | 0x20) == 't'
                && (at(offset + 1) | 0x20) == 'r'
                && (at(offset + 2) | 0x20) == 'u'
                && (at(offset + 3) | 0x20) == 'e';
    }

    /**
     * The value as a decimal number, {@code absent} when there is none.
     *
     * @throws NumberFormatException when the value is not a number
     */
    public long getLong(Name name, long absent) {
        return isPresent(name) ? parseLong(name) : absent;
    }

    /**
     * The value as a decimal number, {@code absent} when there is none.
     *
     * @throws NumberFormatException when the value is not an int
     */
    public int getInt(Name name, int absent) {
        long number = getLong(name, absent);
        if (number != (int) number) {
            throw new NumberFormatException("property " + name.wireName() + " is not an int: " + number);
        }
        return (int) number;
    }

    private long parseLong(Name name) {
        int length = valueLengths[name.ordinal()];
        int offset = valueOffsets[name.ordinal()];
        int maxSafeDigits = 18;
        if (length > maxSafeDigits) {
            return Long.parseLong(get(name));
        }
        long number = 0;
        for (int i = 0; i < length; i++) {
            int digit = at(offset + i) - '0';
            if (digit < 0 || digit > 9) {
                return Long.parseLong(get(name));
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Java's hash code of the value's text (docs/protocol/message-formats.md 7, rule 2), 0 when absent. */
    public int hash(Name name) {
        int length = valueLengths[name.ordinal()];
        int offset = valueOffsets[name.ordinal()];
        int hash = 0;
        for (int i = 0; i < length; i++) {
            byte b = at(offset + i);
            if (b < 0) {
                return get(name).hashCode();
            }
            hash = 31 * hash + b;
        }
        return hash;
    }
}
