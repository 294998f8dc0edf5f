package io.cometmq.remoting.codec;

import io.netty.buffer.ByteBuf;

/** Upper-case hexadecimal digits straight into a buffer, two per byte. */
final class HexDigits {
    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
    };

    private HexDigits() {}

    static void write(ByteBuf out, byte[] head, long tail) {
        for (byte b : head) {
            out.writeShort(digits(b));
        }
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.writeShort(digits((int) (tail >>> shift)));
        }
    }

    private static int digits(int b) {
        return DIGITS[b >> 4 & 0xF] << 8 | DIGITS[b & 0xF];
    }
}
