package io.cometmq.remoting.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Writes strict, compact JSON: values always strings, control characters escaped (docs/protocol/remoting.md 2). */
final class JsonFieldWriter implements FieldWriter {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private final ByteBuf out;
    private boolean first = true;

    JsonFieldWriter(ByteBuf out) {
        this.out = out;
    }

    @Override
    public void field(FieldName name, String value) {
        if (value != null) {
            start(name);
            writeEscaped(out, value);
            out.writeByte('"');
        }
    }

    @Override
    public void field(FieldName name, long value) {
        start(name);
        writeDecimal(out, value);
        out.writeByte('"');
    }

    @Override
    public void field(FieldName name, boolean value) {
        start(name);
        ByteBufUtil.writeAscii(out, value ? "true" : "false");
        out.writeByte('"');
    }

    @Override
    public void utf8(FieldName name, byte[] array, int offset, int length) {
        start(name);
        if (needsEscape(array, offset, length)) {
            writeEscaped(out, new String(array, offset, length, StandardCharsets.UTF_8));
        } else {
            out.writeBytes(array, offset, length);
        }
        out.writeByte('"');
    }

    private static boolean needsEscape(byte[] array, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte b = array[i];
            if ((b >= 0 && b < 0x20) || b == '"' || b == '\\') {
                return true;
            }
        }
        return false;
    }

    @Override
    public void hex(FieldName name, byte[] head, long tail) {
        start(name);
        HexDigits.write(out, head, tail);
        out.writeByte('"');
    }

    private void start(FieldName name) {
        if (first) {
            first = false;
        } else {
            out.writeByte(',');
        }
        out.writeByte('"').writeBytes(name.bytes).writeByte('"').writeByte(':').writeByte('"');
    }

    static void writeDecimal(ByteBuf out, long value) {
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                ByteBufUtil.writeAscii(out, "-9223372036854775808");
                return;
            }
            out.writeByte('-');
            value = -value;
        }
        int digits = digits(value);
        out.ensureWritable(digits);
        int at = out.writerIndex() + digits;
        out.writerIndex(at);
        do {
            long rest = value / 10;
            out.setByte(--at, (int) ('0' + value - rest * 10));
            value = rest;
        } while (value != 0);
    }

    private static int digits(long value) {
        int digits = 1;
        for (long limit = 10; digits < 19 && value >= limit; limit *= 10) {
            digits++;
        }
        return digits;
    }

    static void writeEscaped(ByteBuf out, String text) {
        int length = text.length();
        int plain = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c != '"' && c != '\\') {
                continue;
            }
            ByteBufUtil.writeUtf8(out, text, plain, i);
            plain = i + 1;
            out.writeByte('\\');
            switch (c) {
                case '"', '\\' -> out.writeByte(c);
                case '\n' -> out.writeByte('n');
                case '\r' -> out.writeByte('r');
                case '\t' -> out.writeByte('t');
                default ->
                    out.writeByte('u')
                            .writeByte('0')
                            .writeByte('0')
                            .writeByte(HEX[c >> 4])
                            .writeByte(HEX[c & 15]);
            }
        }
        ByteBufUtil.writeUtf8(out, text, plain, length);
    }
}
