package io.cometmq.remoting.codec;

import io.cometmq.remoting.exception.RemotingCommandException;

/**
 * A cursor over the fields of one header, in place, without a map. Call {@link #next} and then ask for the name and the value.
 * Fields without a value (JSON null, zero length in binary) are skipped: they count as absent. Owned by one thread.
 */
public abstract class FieldReader {
    private static final RecurringTexts RECURRING = new RecurringTexts();

    protected final byte[] array;
    protected int nameStart;
    protected int nameLength;
    protected int valueStart;
    protected int valueLength;

    protected FieldReader(byte[] array) {
        this.array = array;
    }

    /** Moves to the next field that has a value; false at the end. */
    public abstract boolean next() throws RemotingCommandException;

    /** The value as text. */
    public abstract String text();

    /**
     * The value's bytes in UTF-8, without escapes, from position 0 to the limit: a slice of the frame where the value has no escapes. Room
     * between limit and capacity is the caller's to write to.
     */
    public abstract java.nio.ByteBuffer bytes();

    /** As {@link #text}, for values that come again and again: mostly a string made earlier. */
    public final String recurringText() {
        return RECURRING.get(array, valueStart, valueLength, this);
    }

    public final boolean nameIs(FieldName name) {
        return name.matches(array, nameStart, nameLength);
    }

    /** The only letter of a one-letter name, else 0: the short names of a send (docs/protocol/request-codes.md, field letters). */
    public final byte nameLetter() {
        return nameLength == 1 ? array[nameStart] : 0;
    }

    public final String name() {
        return new String(array, nameStart, nameLength, java.nio.charset.StandardCharsets.UTF_8);
    }

    public final long longValue() throws RemotingCommandException {
        int i = valueStart;
        int end = valueStart + valueLength;
        boolean negative = i < end && array[i] == '-';
        if (negative || (i < end && array[i] == '+')) {
            i++;
        }
        // 18 digits cannot overflow; anything longer takes the slow way.
        if (i == end || end - i > 18) {
            return slowLong();
        }
        long value = 0;
        for (; i < end; i++) {
            int digit = array[i] - '0';
            if (digit < 0 || digit > 9) {
                return slowLong();
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    public final int intValue() throws RemotingCommandException {
        long value = longValue();
        if (value != (int) value) {
            throw notA("32 bit number");
        }
        return (int) value;
    }

    /** Whether the value is "true" in any case, as Java's own parser has it. */
    public final boolean booleanValue() {
        return valueLength == 4
                && (array[valueStart] | 0x20) == 't'
                && (array[valueStart + 1] | 0x20) == 'r'
                && (array[valueStart + 2] | 0x20) == 'u'
                && (array[valueStart + 3] | 0x20) == 'e';
    }

    private long slowLong() throws RemotingCommandException {
        try {
            return Long.parseLong(text().trim());
        } catch (NumberFormatException e) {
            throw notA("whole number");
        }
    }

    private RemotingCommandException notA(String what) {
        String value = text();
        String shown = value.length() > 64 ? value.substring(0, 64) + "..." : value;
        return new RemotingCommandException("the custom field <" + name() + "> is not a " + what + ": '" + shown + "'");
    }
}
