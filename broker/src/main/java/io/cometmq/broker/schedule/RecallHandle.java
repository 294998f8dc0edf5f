package io.cometmq.broker.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/**
 * What a producer gets for a timer message and gives back to take it back: Base64 (URL alphabet) of {@code v1 topic broker time key}
 * (docs/protocol/message-formats.md 5).
 *
 * @param dueMillis when the message is due
 */
public record RecallHandle(String topic, String brokerName, long dueMillis, String uniqueKey) {
    private static final String VERSION = "v1";
    private static final int PARTS = 5;

    public String encode() {
        String text = String.join(" ", VERSION, topic, brokerName, Long.toString(dueMillis), uniqueKey);
        return Base64.getUrlEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /**
     * Takes it apart.
     *
     * @throws IllegalArgumentException when the text is no handle; {@link NumberFormatException} when only its time is wrong
     */
    static RecallHandle parse(String handle) {
        String[] parts = new String(Base64.getUrlDecoder().decode(handle), UTF_8).split(" ", -1);
        if (parts.length != PARTS || !parts[0].equals(VERSION)) {
            throw new IllegalArgumentException("no handle of version " + VERSION);
        }
        return new RecallHandle(parts[1], parts[2], Long.parseLong(parts[3]), parts[4]);
    }
}
