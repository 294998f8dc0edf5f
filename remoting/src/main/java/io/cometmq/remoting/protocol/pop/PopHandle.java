package io.cometmq.remoting.protocol.pop;

/**
 * By what a consumer acknowledges a popped message, or changes for how long nobody else gets it: the {@code extraInfo} of those
 * requests and the property POP_CK of the message. Immutable.
 *
 * @param startOffset queue offset at which the pop began to read
 * @param popTime when the message was popped, milliseconds since the epoch
 * @param invisibleMillis for how long nobody else gets it
 * @param reviveQueueId queue of the revive topic that remembers it, {@link #ORDERED} for an ordered pop
 * @param queueOffset of the message; {@link #NO_OFFSET} when the text leaves it out
 */
public record PopHandle(
        long startOffset,
        long popTime,
        long invisibleMillis,
        int reviveQueueId,
        TopicKind kind,
        String brokerName,
        int queueId,
        long queueOffset) {
    /** Stands for the revive queue of ordered pops, which need none. */
    public static final int ORDERED = 999;

    public static final long NO_OFFSET = -1;

    private static final int PARTS = 7;

    /** @throws IllegalArgumentException when the text is no handle */
    public static PopHandle parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != PARTS && parts.length != PARTS + 1) {
            throw new IllegalArgumentException(
                    "a handle has " + PARTS + " or " + (PARTS + 1) + " parts, not " + parts.length + ": " + text);
        }
        try {
            return new PopHandle(
                    Long.parseLong(parts[0]),
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Integer.parseInt(parts[3]),
                    TopicKind.of(parts[4]),
                    parts[5],
                    Integer.parseInt(parts[6]),
                    parts.length == PARTS ? NO_OFFSET : Long.parseLong(parts[7]));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a handle: " + text, e);
        }
    }

    public String text() {
        String batch = startOffset + " " + popTime + " " + invisibleMillis + " " + reviveQueueId + " " + kind.code()
                + " " + brokerName + " " + queueId;
        return queueOffset == NO_OFFSET ? batch : batch + " " + queueOffset;
    }

    public boolean isOrdered() {
        return reviveQueueId == ORDERED;
    }

    /** When the message comes again unless it is acknowledged, milliseconds since the epoch. */
    public long visibleAgainMillis() {
        return popTime + invisibleMillis;
    }

    /** The handle after its invisible time was changed (docs/protocol/semantics.md 13). */
    public PopHandle changed(long newPopTime, long newInvisibleMillis, int newReviveQueueId) {
        return new PopHandle(
                isOrdered() ? startOffset : queueOffset,
                newPopTime,
                newInvisibleMillis,
                newReviveQueueId,
                kind,
                brokerName,
                queueId,
                queueOffset);
    }
}
