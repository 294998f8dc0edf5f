package io.cometmq.store.recovery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Store times up to which log, consume queues and index are on the disk (docs/protocol/message-formats.md 9). Setters are
 * thread-safe and only write memory; {@link #flush} brings them to the file.
 */
public final class StoreCheckpoint {
    private static final int SIZE = 4096;
    private static final int FIELDS = 5;

    private final Path path;
    private volatile long physicTimestamp;
    private volatile long logicTimestamp;
    private volatile long indexTimestamp;
    /** What a RocketMQ broker in a replicated group has left here; kept. */
    private long masterFlushedOffset;

    private long confirmOffset;
    /** What the file holds; guarded by this monitor. */
    private ByteBuffer written;

    private StoreCheckpoint(Path path) {
        this.path = path;
    }

    /** Reads the file; one that is missing or too short counts as all zeros, which makes recovery read the whole log. */
    public static StoreCheckpoint open(Path path) throws IOException {
        StoreCheckpoint checkpoint = new StoreCheckpoint(path);
        ByteBuffer fields = ByteBuffer.allocate(FIELDS * Long.BYTES);
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            if (channel.size() >= fields.capacity()) {
                int n = 0;
                while (fields.hasRemaining() && n >= 0) {
                    n = channel.read(fields);
                }
            }
        }
        checkpoint.physicTimestamp = fields.getLong(0);
        checkpoint.logicTimestamp = fields.getLong(8);
        checkpoint.indexTimestamp = fields.getLong(16);
        checkpoint.masterFlushedOffset = fields.getLong(24);
        checkpoint.confirmOffset = fields.getLong(32);
        return checkpoint;
    }

    public long physicTimestamp() {
        return physicTimestamp;
    }

    public long logicTimestamp() {
        return logicTimestamp;
    }

    public long indexTimestamp() {
        return indexTimestamp;
    }

    public void physicTimestamp(long millis) {
        physicTimestamp = millis;
    }

    public void logicTimestamp(long millis) {
        logicTimestamp = millis;
    }

    public void indexTimestamp(long millis) {
        indexTimestamp = millis;
    }

    /** Writes and forces the file if anything has changed. */
    public synchronized void flush() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        bytes.putLong(0, physicTimestamp);
        bytes.putLong(8, logicTimestamp);
        bytes.putLong(16, indexTimestamp);
        bytes.putLong(24, masterFlushedOffset);
        bytes.putLong(32, confirmOffset);
        if (bytes.equals(written)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes, bytes.position());
            }
            channel.force(false);
        }
        written = bytes.rewind();
    }
}
