package io.cometmq.broker.filter.sql;

import java.nio.charset.StandardCharsets;

/** A text that is compared by its UTF-8 bytes. */
sealed interface TextOperand extends Expression {
    /** In bytes. */
    int length(PropertyValues values);

    byte byteAt(PropertyValues values, int index);

    String text(PropertyValues values);

    /** Whether the bytes are in the text from this index on; it is long enough. */
    default boolean matchesAt(PropertyValues values, int from, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (byteAt(values, from + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether both are the same text. */
    static boolean equal(TextOperand left, TextOperand right, PropertyValues values) {
        int length = left.length(values);
        if (length != right.length(values)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (left.byteAt(values, i) != right.byteAt(values, i)) {
                return false;
            }
        }
        return true;
    }

    /** A property, by its place among the names of the expression. */
    record Property(int slot, String name) implements TextOperand {
        @Override
        public Outcome evaluate(PropertyValues values) {
            return values.isPresent(slot) ? Outcome.TEXT : Outcome.NULL;
        }

        @Override
        public int length(PropertyValues values) {
            return values.length(slot);
        }

        @Override
        public byte byteAt(PropertyValues values, int index) {
            return values.byteAt(slot, index);
        }

        @Override
        public String text(PropertyValues values) {
            return values.text(slot);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A text in quotes. */
    @SuppressWarnings("ArrayRecordComponent") // made once with the expression, and never handed out
    record Text(byte[] bytes) implements TextOperand {
        Text(String text) {
            this(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Outcome evaluate(PropertyValues values) {
            return Outcome.TEXT;
        }

        @Override
        public int length(PropertyValues values) {
            return bytes.length;
        }

        @Override
        public byte byteAt(PropertyValues values, int index) {
            return bytes[index];
        }

        @Override
        public String text(PropertyValues values) {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "'" + new String(bytes, StandardCharsets.UTF_8).replace("'", "''") + "'";
        }
    }
}
