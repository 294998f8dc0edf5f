package io.cometmq.tools.benchmark;

import io.cometmq.tools.benchmark.TemplateBytes.Hole;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What a generated message looks like: its body and the properties that a client gives it.
 *
 * @param bodyBytes length of the body, at least 8 when {@code stamped}
 * @param properties of {@link #ALL_PROPERTIES}, those to send
 * @param uniqueKeyPrefix the first 24 hexadecimal digits of UNIQ_KEY; the sequence gives the other eight
 * @param stamped whether the body begins with the time at which the message should have left
 */
record MessageShape(int bodyBytes, Set<String> properties, String uniqueKeyPrefix, boolean stamped) {
    static final Set<String> ALL_PROPERTIES = Set.of("UNIQ_KEY", "KEYS", "TAGS", "WAIT");

    MessageShape {
        if (stamped && bodyBytes < 8) {
            throw new IllegalArgumentException("a stamped body has at least 8 bytes, not " + bodyBytes);
        }
    }

    void appendBody(TemplateBytes.Builder out) {
        int rest = bodyBytes;
        if (stamped) {
            out.hole(Hole.SENT_NANOS);
            rest -= 8;
        }
        byte[] filling = new byte[rest];
        // Text-like bytes that do not compress to nothing: a file system or a network may be looking for zeros.
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < rest; i++) {
            filling[i] = (byte) ('!' + random.nextInt(90));
        }
        out.bytes(filling);
    }

    /**
     * Appends the properties string (docs/protocol/message-formats.md 4).
     *
     * @param nameEnd what ends a name: 0x01, escaped in a JSON header
     * @param valueEnd what ends a value: 0x02, escaped in a JSON header
     */
    void appendProperties(TemplateBytes.Builder out, String nameEnd, String valueEnd) {
        if (properties.contains("KEYS")) {
            out.text("KEYS" + nameEnd + "order-").hole(Hole.SEQUENCE).text(valueEnd);
        }
        if (properties.contains("UNIQ_KEY")) {
            out.text("UNIQ_KEY" + nameEnd + uniqueKeyPrefix).hole(Hole.SEQUENCE).text(valueEnd);
        }
        if (properties.contains("WAIT")) {
            out.text("WAIT" + nameEnd + "true" + valueEnd);
        }
        if (properties.contains("TAGS")) {
            out.text("TAGS" + nameEnd + "TagA" + valueEnd);
        }
    }
}
