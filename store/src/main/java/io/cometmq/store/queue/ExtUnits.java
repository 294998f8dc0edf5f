package io.cometmq.store.queue;

import io.cometmq.store.QueueExtUnit;
import java.nio.ByteBuffer;

/** Layout of the units of a consume queue's extension, and their addresses (docs/protocol/message-formats.md 7.1). */
public final class ExtUnits {
    /** Bytes of a unit without its bit map. */
    public static final int HEADER_SIZE = 20;

    /** Bytes that stay free at the end of a file, for the marker that closes it. */
    static final int END_SIZE = 4;

    public static final short END_MARKER = -1;

    static final int MAX_BIT_MAP = 1024;

    /** Tags codes up to this are addresses: no hash of a tag and no time is as small. */
    private static final long LAST_ADDRESS = Integer.MIN_VALUE - 1L;

    private ExtUnits() {}

    public static boolean isAddress(long tagsCode) {
        return tagsCode <= LAST_ADDRESS;
    }

    static long address(long position) {
        return position + Long.MIN_VALUE;
    }

    public static long position(long address) {
        return address - Long.MIN_VALUE;
    }

    static int size(byte[] bitMap) {
        return HEADER_SIZE + (bitMap == null ? 0 : bitMap.length);
    }

    static void encode(ByteBuffer target, long tagsCode, long storeTimestamp, byte[] bitMap) {
        target.putShort((short) size(bitMap)).putLong(tagsCode).putLong(storeTimestamp);
        target.putShort((short) (bitMap == null ? 0 : bitMap.length));
        if (bitMap != null) {
            target.put(bitMap);
        }
    }

    /** The unit between position and limit; null when there is none. */
    public static QueueExtUnit decode(ByteBuffer source) {
        if (source.remaining() < HEADER_SIZE) {
            return null;
        }
        int at = source.position();
        int size = source.getShort(at);
        int bitMapSize = source.getShort(at + 18);
        boolean valid = bitMapSize >= 0 && size == HEADER_SIZE + bitMapSize && size <= source.remaining();
        return valid
                ? new QueueExtUnit(
                        source.getLong(at + 2),
                        source.getLong(at + 10),
                        source.slice(at + HEADER_SIZE, bitMapSize).asReadOnlyBuffer())
                : null;
    }
}
