package io.cometmq.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The storage engine of one broker: appends messages, reads them by queue, by offset, by key and by time, and survives
 * the death of the process.
 *
 * <p>Life: construct, {@link #load()} (recovers), {@link #start()}, use, {@link #close()}. All other methods are
 * thread-safe. No method blocks on the disk but load, close, deleteTopic, and reads of data that is not in memory.
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class DefaultMessageStore implements AutoCloseable {

    public DefaultMessageStore(
            MessageStoreConfig config, StoreClock clock, MessageArrivingListener listener, DelayLevels delayLevels) {}

    /**
     * Takes the directory's lock and brings log, queues and index to the last good record.
     *
     * @throws IOException when the directory is in use, cannot be read or written, or holds what cannot be repaired; the
     *     text says what to do
     */
    public void load() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Starts the background threads and accepts messages. */
    public void start() {
        throw new UnsupportedOperationException();
    }

    /** Refuses new messages, forces everything and releases the directory. Idempotent. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    /**
     * Appends one message. Never blocks on a disk; the future completes with a result, never with an exception. Under
     * ASYNC_FLUSH it is normally complete on return. Dependents run on the thread that completes it: keep them short.
     */
    public CompletableFuture<AppendResult> append(AppendMessage message) {
        throw new UnsupportedOperationException();
    }

    /** Appends messages of one topic and queue as consecutive records with consecutive queue offsets, all or none. */
    public CompletableFuture<AppendResult> appendBatch(List<AppendMessage> messages) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a queue (docs/protocol/semantics.md 5). Close the result.
     *
     * @param maxBytes limit besides the configured ones; at least one message is returned when there is one
     */
    public GetMessageResult getMessage(
            String topic, int queueId, long queueOffset, int maxMessages, int maxBytes, MessageFilter filter) {
        throw new UnsupportedOperationException();
    }

    /** Smallest readable queue offset; -1 for an unknown queue. */
    public long minOffset(String topic, int queueId) {
        throw new UnsupportedOperationException();
    }

    /** Queue offset of the next visible message; 0 for an unknown queue. */
    public long maxOffset(String topic, int queueId) {
        throw new UnsupportedOperationException();
    }

    /** Queue offset for an instant (docs/protocol/semantics.md 6); 0 for an unknown queue. */
    public long offsetByTime(String topic, int queueId, long timestampMillis, BoundaryType boundary) {
        throw new UnsupportedOperationException();
    }

    /** Store time of a message in milliseconds, -1 when there is none. */
    public long storeTimestamp(String topic, int queueId, long queueOffset) {
        throw new UnsupportedOperationException();
    }

    /** Store time of the first message of a queue in milliseconds, -1 when there is none. */
    public long earliestStoreTimestamp(String topic, int queueId) {
        throw new UnsupportedOperationException();
    }

    /** Whether the message is recent enough to be in memory (accessMessageInMemoryMaxRatio); false when there is none. */
    public boolean isInMemory(String topic, int queueId, long queueOffset) {
        throw new UnsupportedOperationException();
    }

    /** The valid record that starts at this commit log offset, if any. Close it. */
    public Optional<LogSlice> recordAt(long physicalOffset) {
        throw new UnsupportedOperationException();
    }

    /** Records by key or unique key (docs/protocol/message-formats.md 8), store time within begin..end. Close it. */
    public QueryResult queryByKey(String topic, String key, int maxCount, long beginMillis, long endMillis) {
        throw new UnsupportedOperationException();
    }

    /** Forgets the topic's queues and deletes their files; the log keeps the records. Returns whether there were any. */
    public boolean deleteTopic(String topic) {
        throw new UnsupportedOperationException();
    }

    /** Topics that have a consume queue. */
    public Set<String> topics() {
        throw new UnsupportedOperationException();
    }

    /** Queue ids of the topic that have a consume queue. */
    public Set<Integer> queues(String topic) {
        throw new UnsupportedOperationException();
    }

    /** First byte of the log. */
    public long minPhysicalOffset() {
        throw new UnsupportedOperationException();
    }

    /** End of the appended log. */
    public long maxPhysicalOffset() {
        throw new UnsupportedOperationException();
    }

    /** End of the forced log. */
    public long flushedPhysicalOffset() {
        throw new UnsupportedOperationException();
    }

    /** Appended bytes that are not yet in their consume queues. */
    public long dispatchBehindBytes() {
        throw new UnsupportedOperationException();
    }

    /** Whether appends are taken at present; when not, {@link #append} says why. */
    public boolean isWriteable() {
        throw new UnsupportedOperationException();
    }

    public StoreStatistics statistics() {
        throw new UnsupportedOperationException();
    }
}
