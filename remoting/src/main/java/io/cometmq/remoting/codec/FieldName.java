package io.cometmq.remoting.codec;

import java.nio.charset.StandardCharsets;

/** A header field's name with its bytes ready for the wire and for comparison. Names are ASCII. */
public final class FieldName {
    private final String text;
    final byte[] bytes;

    private FieldName(String text) {
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    public static FieldName of(String text) {
        return new FieldName(text);
    }

    /** Whether these bytes are this name. */
    boolean matches(byte[] array, int start, int length) {
        if (length != bytes.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (array[start + i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
