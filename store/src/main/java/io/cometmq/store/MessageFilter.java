package io.cometmq.store;

import java.nio.ByteBuffer;

/** Decides which messages of a queue a reader gets. Called by the reading thread only. */
public interface MessageFilter {
    MessageFilter ALL = new MessageFilter() {
        @Override
        public boolean matchesEntry(long tagsCode, ByteBuffer filterBitMap) {
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
     * @param filterBitMap bit map of the extension entry, or null when the queue has none
     */
    boolean matchesEntry(long tagsCode, ByteBuffer filterBitMap);

    /** By the whole record, a read-only view of the log valid during the call. Called only when the entry matched. */
    boolean matchesRecord(ByteBuffer record);
}
