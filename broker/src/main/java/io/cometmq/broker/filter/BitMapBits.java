package io.cometmq.broker.filter;

import io.cometmq.store.QueueExtUnit;
import java.nio.ByteBuffer;

/**
 * The bits of a condition in the bit maps of messages. All are set when it holds; when it does not, one is missing, unless other
 * conditions have set them. Immutable.
 *
 * @param data which bits; null for a condition that has none
 * @param sinceMillis when messages began to have them: what was stored before says nothing
 */
record BitMapBits(BloomFilterData data, long sinceMillis) {
    /** A condition that is in no bit map. */
    static final BitMapBits NONE = new BitMapBits(null, Long.MAX_VALUE);

    /** Messages get their bit maps a moment after they are stored: the youngest may have met the condition before it was known. */
    private static final long MARGIN_MILLIS = 10_000;

    /** False when the condition does not hold for the message. */
    boolean mayMatch(QueueExtUnit unit) {
        ByteBuffer bitMap = unit.bitMap();
        if (data == null
                || bitMap.remaining() * Byte.SIZE != data.bitNum()
                || unit.storeTimestamp() - MARGIN_MILLIS <= sinceMillis) {
            return true;
        }
        for (int position : data.bitPos()) {
            if ((bitMap.get(bitMap.position() + position / Byte.SIZE) & mask(position)) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Notes that the condition holds. */
    void setIn(byte[] bitMap) {
        for (int position : data.bitPos()) {
            bitMap[position / Byte.SIZE] |= (byte) mask(position);
        }
    }

    /** The first bit of a byte is the lowest (docs/protocol/message-formats.md 13). */
    private static int mask(int position) {
        return 1 << position % Byte.SIZE;
    }
}
