package io.cometmq.broker.transaction;

import io.cometmq.broker.message.StoredRecord;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.GetMessageResult;
import io.cometmq.store.MessageFilter;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Reads one of the transaction topics, record by record. Thread-safe. */
final class QueueReader {
    static final int MAX_BATCH = 32;
    private static final int MAX_BATCH_BYTES = 4 << 20;

    private final DefaultMessageStore store;
    private final String topic;
    private final int queueId;

    QueueReader(DefaultMessageStore store, String topic, int queueId) {
        this.store = store;
        this.topic = topic;
        this.queueId = queueId;
    }

    /** Queue offset of the first record that is left. */
    long min() {
        return Math.max(0, store.minOffset(topic, queueId));
    }

    /** Queue offset behind the last record. */
    long max() {
        return store.maxOffset(topic, queueId);
    }

    /**
     * Shows some records from that queue offset on; they are valid during the call.
     *
     * @return the queue offset at which to go on, behind {@code from} or equal to it when nothing is there at present
     */
    long read(long from, int maxRecords, Consumer<StoredRecord> visitor) {
        try (GetMessageResult found =
                store.getMessage(topic, queueId, from, maxRecords, MAX_BATCH_BYTES, MessageFilter.ALL)) {
            for (ByteBuffer slice : found.slices()) {
                int at = slice.position();
                while (at < slice.limit()) {
                    int size = slice.getInt(at);
                    visitor.accept(new StoredRecord(slice.slice(at, size)));
                    at += size;
                }
            }
            return Math.max(from, found.nextBeginOffset());
        }
    }

    /** Shows all records of {@code [from, to)} that there are. */
    void readAll(long from, long to, Consumer<StoredRecord> visitor) {
        long at = from;
        while (at < to) {
            long next = read(at, (int) Math.min(MAX_BATCH, to - at), visitor);
            if (next <= at) {
                return;
            }
            at = next;
        }
    }
}
