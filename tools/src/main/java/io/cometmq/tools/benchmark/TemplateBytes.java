package io.cometmq.tools.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Literal bytes with holes between them. Immutable. */
final class TemplateBytes {
    /** What can differ between two requests made from one template. */
    enum Hole {
        OPAQUE(11),
        BORN_MILLIS(20),
        QUEUE_OFFSET(20),
        /** The message's number as eight hexadecimal digits; it counts on within a frame, as a batch holds many messages. */
        SEQUENCE(8),
        /** {@link RequestValues#sentNanos} as eight raw bytes. */
        SENT_NANOS(8);

        private final int maxBytes;

        Hole(int maxBytes) {
            this.maxBytes = maxBytes;
        }
    }

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(US_ASCII);

    private final byte[] literal;
    private final Hole[] holes;
    /** Where in {@link #literal} the hole of the same index lies. */
    private final int[] holeAt;

    private final int maxBytes;

    private TemplateBytes(Builder builder) {
        literal = builder.literal.toByteArray();
        holes = builder.holes.toArray(Hole[]::new);
        holeAt = builder.holeAt.stream().mapToInt(Integer::intValue).toArray();
        int bytes = literal.length;
        for (Hole hole : holes) {
            bytes += hole.maxBytes;
        }
        maxBytes = bytes;
    }

    static Builder builder() {
        return new Builder();
    }

    int maxBytes() {
        return maxBytes;
    }

    void encode(ByteBuffer out, RequestValues values) {
        int copied = 0;
        for (int i = 0; i < holes.length; i++) {
            out.put(literal, copied, holeAt[i] - copied);
            copied = holeAt[i];
            fill(out, holes[i], values);
        }
        out.put(literal, copied, literal.length - copied);
    }

    private static void fill(ByteBuffer out, Hole hole, RequestValues values) {
        switch (hole) {
            case OPAQUE -> putDecimal(out, values.opaque);
            case BORN_MILLIS -> putDecimal(out, values.bornMillis);
            case QUEUE_OFFSET -> putDecimal(out, values.queueOffset);
            case SEQUENCE -> putHex(out, values.sequence++);
            case SENT_NANOS -> out.putLong(values.sentNanos);
        }
    }

    private static void putDecimal(ByteBuffer out, long value) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int start = out.position();
        out.position(start + digits);
        long rest = value;
        for (int at = start + digits - 1; at >= start; at--) {
            out.put(at, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    private static void putHex(ByteBuffer out, long value) {
        for (int shift = 28; shift >= 0; shift -= 4) {
            out.put(HEX[(int) (value >>> shift) & 0xF]);
        }
    }

    /** Collects literals and holes in the order in which they are written. */
    static final class Builder {
        private final ByteArrayOutputStream literal = new ByteArrayOutputStream();
        private final List<Hole> holes = new ArrayList<>();
        private final List<Integer> holeAt = new ArrayList<>();

        Builder text(String text) {
            return bytes(text.getBytes(UTF_8));
        }

        Builder bytes(byte[] bytes) {
            literal.writeBytes(bytes);
            return this;
        }

        Builder int32(int value) {
            return bytes(ByteBuffer.allocate(4).putInt(value).array());
        }

        Builder int16(int value) {
            return bytes(ByteBuffer.allocate(2).putShort((short) value).array());
        }

        Builder hole(Hole hole) {
            holes.add(hole);
            holeAt.add(literal.size());
            return this;
        }

        TemplateBytes build() {
            return new TemplateBytes(this);
        }
    }
}
