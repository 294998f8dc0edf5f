package io.cometmq.remoting.codec;

import io.cometmq.remoting.exception.RemotingCommandException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The fields of a JSON header's extFields object. Values may be strings, numbers or booleans: some clients do not quote them
 * (docs/protocol/remoting.md 2).
 */
final class JsonFieldReader extends FieldReader {
    /** A broker adds some properties to those that came; with room behind them they need not be copied for that. */
    private static final int SPARE_BYTES = 64;

    private final int end;
    private int at;
    private boolean escaped;

    /** @param start the first byte inside the object's braces; {@code end} the closing brace or anything behind it */
    JsonFieldReader(byte[] array, int start, int end) {
        super(array);
        this.at = start;
        this.end = end;
    }

    @Override
    public boolean next() throws RemotingCommandException {
        while (true) {
            at = JsonScanner.skipBlanks(array, at, end);
            if (at < end && array[at] == ',') {
                at = JsonScanner.skipBlanks(array, at + 1, end);
            }
            if (at >= end || array[at] == '}') {
                return false;
            }
            int open = JsonScanner.expect(array, at, end, '"');
            int close = JsonScanner.endOfString(array, open, end);
            nameStart = open;
            nameLength = close - open;
            at = JsonScanner.skipBlanks(array, JsonScanner.expect(array, close + 1, end, ':'), end);
            if (readValue()) {
                return true;
            }
        }
    }

    /** After {@link #next} was false: where the reader stopped, the closing brace or the end. */
    int stoppedAt() {
        return at;
    }

    /** False for a null. */
    private boolean readValue() throws RemotingCommandException {
        if (at >= end) {
            throw JsonScanner.bad(array, at, end, "a value");
        }
        byte first = array[at];
        if (first == '"') {
            int i = at + 1;
            int start = i;
            escaped = false;
            while (i < end && array[i] != '"') {
                if (array[i] == '\\') {
                    escaped = true;
                    i++;
                }
                i++;
            }
            if (i >= end) {
                throw JsonScanner.bad(array, end, end, "a closing quote");
            }
            valueStart = start;
            valueLength = i - start;
            at = i + 1;
            return true;
        }
        int behind = JsonScanner.skipValue(array, at, end);
        escaped = false;
        valueStart = at;
        valueLength = behind - at;
        at = behind;
        return !(first == 'n' && valueLength == 4);
    }

    @Override
    public String text() {
        return escaped
                ? StandardCharsets.UTF_8.decode(bytes()).toString()
                : new String(array, valueStart, valueLength, StandardCharsets.UTF_8);
    }

    @Override
    public ByteBuffer bytes() {
        return escaped
                ? unescape()
                : ByteBuffer.wrap(array, valueStart, valueLength).slice();
    }

    private ByteBuffer unescape() {
        byte[] out = new byte[valueLength + SPARE_BYTES];
        int o = 0;
        int i = valueStart;
        int stop = valueStart + valueLength;
        while (i < stop) {
            byte b = array[i++];
            if (b != '\\' || i >= stop) {
                out[o++] = b;
                continue;
            }
            byte kind = array[i++];
            switch (kind) {
                case 'n' -> out[o++] = '\n';
                case 't' -> out[o++] = '\t';
                case 'r' -> out[o++] = '\r';
                case 'b' -> out[o++] = '\b';
                case 'f' -> out[o++] = '\f';
                case 'u' -> {
                    int unit = hex4(i, stop);
                    i = Math.min(stop, i + 4);
                    if (Character.isHighSurrogate((char) unit)
                            && i + 6 <= stop
                            && array[i] == '\\'
                            && array[i + 1] == 'u') {
                        int low = hex4(i + 2, stop);
                        if (Character.isLowSurrogate((char) low)) {
                            unit = Character.toCodePoint((char) unit, (char) low);
                            i += 6;
                        }
                    }
                    o = putUtf8(out, o, unit);
                }
                default -> out[o++] = kind;
            }
        }
        return ByteBuffer.wrap(out, 0, o);
    }

    private int hex4(int i, int stop) {
        int unit = 0;
        for (int k = 0; k < 4; k++) {
            int digit = i + k < stop ? Character.digit(array[i + k], 16) : -1;
            unit = (unit << 4) | (digit < 0 ? 0 : digit);
        }
        return unit;
    }

    /** An escape of 6 (or 12) bytes never grows: at most 3 (or 4) bytes come out. */
    private static int putUtf8(byte[] out, int o, int c) {
        if (c < 0x80) {
            out[o++] = (byte) c;
        } else if (c < 0x800) {
            out[o++] = (byte) (0xC0 | (c >> 6));
            out[o++] = (byte) (0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                out[o++] = '?';
            } else {
                out[o++] = (byte) (0xE0 | (c >> 12));
                out[o++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                out[o++] = (byte) (0x80 | (c & 0x3F));
            }
        } else {
            out[o++] = (byte) (0xF0 | (c >> 18));
            out[o++] = (byte) (0x80 | ((c >> 12) & 0x3F));
            out[o++] = (byte) (0x80 | ((c >> 6) & 0x3F));
            out[o++] = (byte) (0x80 | (c & 0x3F));
        }
        return o;
    }
}
