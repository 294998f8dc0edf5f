package io.cometmq.store.queue;

import io.cometmq.store.QueueExtUnit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The extension of one consume queue: tags code, store time and bit map of each entry, found by the address that the entry
 * carries in place of its tags code (docs/protocol/message-formats.md 7.1). As with the entries, what is new stays in memory
 * until the flusher writes it. Guarded by the queue's monitor but for {@link #read}, which may touch files.
 */
final class ConsumeQueueExt {
    private static final int INITIAL_BYTES = 256;

    private final ConsumeQueue queue;
    private final QueueFiles files;
    /** Units that are not in the files yet; null at rest. */
    private byte[] pending;
    /** Position of the first pending byte. */
    private long pendingStart;

    private int pendingLength;

    ConsumeQueueExt(ConsumeQueue queue, QueueFiles files) {
        this.queue = queue;
        this.files = files;
    }

    /** What {@link #takePending} hands to the flusher. */
    record Pending(ByteBuffer bytes, long start) {
        int length() {
            return bytes.remaining();
        }
    }

    /** Adds a unit; returns its address, or {@code tagsCode} itself when the bit map is too large to be kept. */
    long put(long tagsCode, long storeTimestamp, byte[] bitMap) {
        int size = ExtUnits.size(bitMap);
        if (size > ExtUnits.HEADER_SIZE + ExtUnits.MAX_BIT_MAP) {
            return tagsCode;
        }
        long remaining = files.fileSizeBytes() - end() % files.fileSizeBytes();
        if (remaining < size + ExtUnits.END_SIZE) {
            ByteBuffer marker = reserve((int) remaining);
            marker.putShort(ExtUnits.END_MARKER);
        }
        long position = end();
        ExtUnits.encode(reserve(size), tagsCode, storeTimestamp, bitMap);
        return ExtUnits.address(position);
    }

    private ByteBuffer reserve(int bytes) {
        if (pending == null) {
            pending = new byte[Math.max(INITIAL_BYTES, bytes)];
        }
        if (pendingLength + bytes > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(pending.length * 2, pendingLength + bytes));
        }
        ByteBuffer reserved = ByteBuffer.wrap(pending, pendingLength, bytes);
        pendingLength += bytes;
        return reserved;
    }

    /** Position of the next unit. */
    long end() {
        return pendingStart + pendingLength;
    }

    /** What is to be written; the caller then says {@link #written}. Null when there is nothing. */
    Pending takePending() {
        return pendingLength == 0 ? null : new Pending(ByteBuffer.wrap(pending, 0, pendingLength), pendingStart);
    }

    /** Writes what {@link #takePending} gave; outside the monitor. */
    void write(Pending taken) throws IOException {
        files.write(queue, taken.start(), taken.bytes().array(), 0, taken.length());
    }

    void written(Pending taken) {
        if (taken.start() != pendingStart) {
            return;
        }
        pendingStart += taken.length();
        pendingLength -= taken.length();
        pending =
                pendingLength == 0 ? null : Arrays.copyOfRange(pending, taken.length(), taken.length() + pendingLength);
    }

    /** The pending unit of this address, null when it is not pending. Under the queue's monitor. */
    QueueExtUnit findPending(long address) {
        long at = ExtUnits.position(address) - pendingStart;
        return at < 0 || at >= pendingLength
                ? null
                : ExtUnits.decode(ByteBuffer.wrap(pending, (int) at, pendingLength - (int) at));
    }

    /** The unit of this address in the files, null when there is none. Outside the monitor. */
    QueueExtUnit read(long address) throws IOException {
        byte[] bytes = new byte[ExtUnits.HEADER_SIZE + ExtUnits.MAX_BIT_MAP];
        long position = ExtUnits.position(address);
        int n = position < 0 ? 0 : files.read(queue, position, bytes, bytes.length);
        return ExtUnits.decode(ByteBuffer.wrap(bytes, 0, n));
    }

    /** Everything from this position on is forgotten. */
    void truncateTo(long position) throws IOException {
        pending = null;
        pendingStart = position;
        pendingLength = 0;
        files.truncate(queue, position);
    }

    /** Goes on where a snapshot says that it stood. */
    void resume(long position, ByteBuffer units) {
        pendingStart = position;
        pendingLength = units.remaining();
        pending = pendingLength == 0 ? null : new byte[pendingLength];
        if (pending != null) {
            units.get(units.position(), pending);
        }
    }

    /** Ends with the unit of the entry before {@code queueOffset} in the queue's files. */
    void truncateAfter(long queueOffset, QueueFiles entries) throws IOException {
        UnitBuffer last = new UnitBuffer(1);
        boolean known = queueOffset > 0 && entries.read(queue, queueOffset - 1, last.array(), 1) == 1;
        truncateTo(endAfter(known ? last.tagsCode(0) : 0));
    }

    /** Where to go on behind the queue's last entry, whose tags code this is; behind all files when it is no address. */
    long endAfter(long lastTagsCode) throws IOException {
        if (ExtUnits.isAddress(lastTagsCode)) {
            QueueExtUnit last = read(lastTagsCode);
            if (last != null) {
                return ExtUnits.position(lastTagsCode)
                        + ExtUnits.HEADER_SIZE
                        + last.bitMap().remaining();
            }
        }
        var indexes = files.fileIndexes(queue);
        return indexes.isEmpty() ? 0 : (indexes.get(indexes.size() - 1) + 1) * files.fileSizeBytes();
    }

    /** Deletes the files that are wholly before the unit of this address. */
    void deleteBefore(long address) throws IOException {
        files.deleteBefore(queue, ExtUnits.position(address));
    }

    void deleteAll() throws IOException {
        files.deleteAll(queue);
    }
}
