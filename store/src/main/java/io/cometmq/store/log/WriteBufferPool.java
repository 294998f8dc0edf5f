package io.cometmq.store.log;

import io.cometmq.store.FlushDiskType;
import io.cometmq.store.MessageStoreConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Buffers of the size of a log file that appends go to first (transientStorePoolEnable). They belong to the process: what was not
 * committed to the file is lost with it. Thread-safe.
 */
public final class WriteBufferPool {
    private final boolean enabled;
    private final boolean mustHaveBuffer;
    private final int count;
    private final int bufferBytes;
    /** Guarded by this monitor. */
    private final Deque<ByteBuffer> free = new ArrayDeque<>();

    public WriteBufferPool(MessageStoreConfig config) {
        // As RocketMQ: a promise to force cannot be kept from a buffer.
        this.enabled = config.transientStorePoolEnable() && config.flushDiskType() == FlushDiskType.ASYNC_FLUSH;
        this.mustHaveBuffer = config.fastFailIfNoBufferInStorePool();
        this.count = config.transientStorePoolSize();
        this.bufferBytes = config.mappedFileSizeCommitLog();
    }

    public boolean isEnabled() {
        return enabled;
    }

    /**
     * Allocates the buffers.
     *
     * @throws IOException when the process may not have so much memory
     */
    public synchronized void allocate() throws IOException {
        try {
            while (enabled && free.size() < count) {
                free.add(ByteBuffer.allocateDirect(bufferBytes));
            }
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    "transientStorePoolEnable needs " + count + " buffers of " + bufferBytes
                            + " bytes outside the heap;"
                            + " allow them with -XX:MaxDirectMemorySize, or lower transientStorePoolSize",
                    e);
        }
    }

    /** A buffer, or null when none is free. */
    synchronized ByteBuffer take() {
        return free.poll();
    }

    synchronized void giveBack(ByteBuffer buffer) {
        free.push(buffer);
    }

    /** How many buffers are free; {@link Integer#MAX_VALUE} when none are needed. */
    public synchronized int freeCount() {
        return enabled ? free.size() : Integer.MAX_VALUE;
    }

    /** Whether appends are refused for want of a buffer (fastFailIfNoBufferInStorePool). */
    synchronized boolean isExhausted() {
        return enabled && mustHaveBuffer && free.isEmpty();
    }
}
