package io.cometmq.store.queue;

import java.nio.ByteBuffer;

/**
 * Where a consume queue stands, as a snapshot keeps it. The buffers are not changed any more; their bytes are
 * those from position to limit.
 *
 * @param firstFileOffset first entry of the first file
 * @param persistedOffset entries below are in the files
 * @param tail the entries from there on, as in the file
 * @param extensionStart where the extension's units end that are in its files; -1 without an extension
 * @param extensionTail its units from there on
 */
public record QueueState(
        String topic,
        int queueId,
        long firstFileOffset,
        long persistedOffset,
        ByteBuffer tail,
        long extensionStart,
        ByteBuffer extensionTail) {}
