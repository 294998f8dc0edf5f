package io.cometmq.store;

import java.nio.ByteBuffer;

/**
 * A read-only view of the mapped log. It keeps its file mapped until closed; the buffer must not be touched afterwards.
 * Close once, from any thread.
 */
public interface LogSlice extends AutoCloseable {
    /** Commit log offset of the first byte. */
    long physicalOffset();

    /** The bytes, from position to limit. */
    ByteBuffer buffer();

    @Override
    void close();
}
