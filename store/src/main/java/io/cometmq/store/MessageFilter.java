package io.cometmq.store;

import java.nio.ByteBuffer;

/** Decides which messages of a queue a reader gets. Called by the reading thread only. */
public interface MessageFilter {
    MessageFilter ALL = new MessageFilter() {
        @Override
        public boolean matchesEntry(long tagsCode, QueueExtUnit extension) {
            return true;
        }

        @Override
        public boolean matchesRecord(ByteBuffer record) {
            return true;
        }
    };

    /**
     * By the consume queue entry alone.
     *
     * @param tagsCode hash of the tag (the real one, when the queue has an extension)
     * @param extension what the queue's extension says; null when it has none
     */
    boolean matchesEntry(long tagsCode, QueueExtUnit extension);

    /** By the whole record, a read-only view of the log valid during the call. Called only when the entry matched. */
    boolean matchesRecord(ByteBuffer record);
}
