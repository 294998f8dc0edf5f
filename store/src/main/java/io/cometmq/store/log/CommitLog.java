package io.cometmq.store.log;

import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import io.cometmq.store.DelayLevels;
import io.cometmq.store.LogSlice;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.StoreClock;
import io.cometmq.store.dispatch.Dispatcher;
import io.cometmq.store.queue.ConsumeQueueTable;
import io.cometmq.store.queue.TopicQueues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The log of all messages. {@link #append} never waits: the request is offered, and whoever gets the append lock writes
 * every request that is there. Thread-safe.
 */
public final class CommitLog {
    /** Appends written under one hold of the lock at most, so that their futures do not wait for ever. */
    private static final int MAX_APPENDS_PER_HOLD = 256;

    private static final long ROOM_PAUSE_NANOS = 200_000;

    private final MappedFileQueue files;
    private final LogPositions positions;
    private final AppendGate gate;
    private final ConsumeQueueTable queues;
    private final Dispatcher dispatcher;
    private final StoreClock clock;
    private final UnforcedQueue unforced;
    private final Runnable forceWanted;
    private final AppendCheck check;
    private final ThreadLocal<RecordPreparer> preparers;
    private final ReentrantLock appendLock = new ReentrantLock();
    private final LongAdder refusedAppends = new LongAdder();
    private final AppendQueue waiting;
    private final Supplier<String> waitCause;
    /** Guarded by the append lock. */
    private final LogWriter writer;

    /**
     * @param unforced where appends wait for a force; null when they need none (ASYNC_FLUSH)
     * @param forceWanted tells the flush service that something waits in {@code unforced}
     */
    @SuppressWarnings("MissingSummary")
    public CommitLog(
            MessageStoreConfig config,
            StoreClock clock,
            DelayLevels delayLevels,
            LogDirectories directories,
            BlockAllocator blocks,
            WriteBufferPool pool,
            MappedFileQueue files,
            LogPositions positions,
            AppendGate gate,
            ConsumeQueueTable queues,
            Dispatcher dispatcher,
            UnforcedQueue unforced,
            Runnable forceWanted) {
        this.files = files;
        this.positions = positions;
        this.gate = gate;
        this.queues = queues;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.waiting = new AppendQueue(config);
        this.unforced = unforced;
        this.forceWanted = forceWanted;
        this.preparers = ThreadLocal.withInitial(
                () -> new RecordPreparer(config.messageIndexEnable(), config.enabledAppendPropCRC()));
        this.writer = new LogWriter(
                config,
                files,
                directories,
                blocks,
                pool,
                gate,
                clock,
                delayLevels,
                positions,
                dispatcher,
                new RecordReader(queues, delayLevels, config.messageIndexEnable(), RecordReader.Gone.NONE),
                this::drain);
        this.waitCause = () -> writer.cause(appendLock.isLocked());
        this.check = new AppendCheck(config, gate, writer.maxAppendSize());
    }

    /** See {@link io.cometmq.store.DefaultMessageStore#append}. */
    public CompletableFuture<AppendResult> append(AppendMessage message) {
        RecordPreparer preparer = preparers.get();
        TopicQueues topic = queues.find(message.topic());
        AppendResult refusal = check.refusal(message, topic);
        if (refusal != null) {
            return refuse(refusal);
        }
        PreparedRecord record = preparer.prepare(message, topic == null ? queues.findOrCreate(message.topic()) : topic);
        refusal = check.sizeRefusal(record.sizeBytes());
        if (refusal != null) {
            return refuse(refusal);
        }
        AppendResult result = writeAtOnce(record);
        return result != null
                ? CompletableFuture.completedFuture(result)
                : offer(new PendingAppend(
                        preparer.release(), 1, record.sizeBytes(), message.waitStore(), clock.millis()));
    }

    /**
     * Writes a record that need not wait, neither behind others nor for a force, so that it costs no memory beside its result.
     *
     * @return null when it has to wait
     */
    private AppendResult writeAtOnce(PreparedRecord record) {
        if (unforced != null || waiting.size() > 0 || writer.isWaitingForRoom() || !appendLock.tryLock()) {
            return null;
        }
        AppendResult result;
        try {
            result = write(record, 1, record.sizeBytes());
        } finally {
            appendLock.unlock();
        }
        dispatcher.run();
        // Who came meanwhile found the lock taken.
        drain();
        return result;
    }

    /** See {@link io.cometmq.store.DefaultMessageStore#appendBatch}. */
    public CompletableFuture<AppendResult> append(List<AppendMessage> messages) {
        RecordPreparer preparer = preparers.get();
        AppendResult refusal = check.batchRefusal(messages);
        for (int i = 0; refusal == null && i < messages.size(); i++) {
            refusal = check.refusal(messages.get(i), queues.find(messages.get(i).topic()));
        }
        if (refusal != null) {
            return refuse(refusal);
        }
        TopicQueues topic = queues.findOrCreate(messages.get(0).topic());
        PreparedRecord first = preparer.prepareBatch(messages, topic);
        long totalSize = first.totalSizeBytes();
        refusal = check.sizeRefusal(totalSize);
        if (refusal != null) {
            return refuse(refusal);
        }
        return offer(new PendingAppend(
                first, messages.size(), (int) totalSize, messages.get(0).waitStore(), clock.millis()));
    }

    private CompletableFuture<AppendResult> refuse(AppendResult refusal) {
        refusedAppends.increment();
        return CompletableFuture.completedFuture(refusal);
    }

    private CompletableFuture<AppendResult> offer(PendingAppend append) {
        AppendResult refusal = waiting.refusal(waitCause);
        if (refusal != null) {
            return refuse(refusal);
        }
        waiting.offer(append);
        drain();
        return append.future();
    }

    /** Writes what waits, unless another thread is just doing so or there is no room yet. */
    private void drain() {
        while (waiting.size() > 0 && !writer.isWaitingForRoom() && appendLock.tryLock()) {
            PendingAppend written;
            try {
                written = writeWaiting();
            } finally {
                appendLock.unlock();
            }
            if (written != null) {
                dispatcher.run();
                complete(written);
            }
        }
    }

    /** Returns the first of those written or refused, linked in log order. Under the append lock. */
    private PendingAppend writeWaiting() {
        PendingAppend first = null;
        PendingAppend last = null;
        for (int i = 0; i < MAX_APPENDS_PER_HOLD; i++) {
            PendingAppend append = waiting.peek();
            if (append == null || !write(append)) {
                break;
            }
            waiting.remove();
            if (first == null) {
                first = append;
            } else {
                last.nextWritten = append;
            }
            last = append;
        }
        return first;
    }

    /** False when the append must go on waiting. */
    private boolean write(PendingAppend append) {
        append.result = write(append.first, append.recordCount, append.totalSize);
        if (append.result == null) {
            return false;
        }
        append.endOffset = positions.appended();
        if (unforced != null && append.waitStore && append.result.isStored()) {
            unforced.offer(append);
        }
        return true;
    }

    /** Null when there is no room yet. Under the append lock. */
    private AppendResult write(PreparedRecord first, int recordCount, int totalSize) {
        AppendResult closed = check.closed();
        if (closed != null) {
            return closed;
        }
        try {
            return writer.write(first, recordCount, totalSize);
        } catch (RuntimeException | Error e) {
            // An access to a mapped page that the disk could not provide ends here, too.
            gate.fail("an append to the log broke off", e);
            return check.closed();
        }
    }

    private void complete(PendingAppend first) {
        boolean anyUnforced = false;
        for (PendingAppend append = first; append != null; append = append.nextWritten) {
            boolean stored = append.result.isStored();
            // What does not wait for its force waits for it to become visible.
            anyUnforced |= unforced != null && stored;
            if (unforced == null || !append.waitStore || !stored) {
                append.future().complete(append.result);
            }
        }
        if (anyUnforced) {
            forceWanted.run();
        }
    }

    /** Refuses what has waited too long for the log; called from time to time. */
    public void expireWaiting() {
        if (waiting.size() == 0 || !appendLock.tryLock()) {
            return;
        }
        PendingAppend expired;
        try {
            expired = waiting.removeExpired(clock.millis(), () -> writer.cause(false));
        } finally {
            appendLock.unlock();
        }
        for (PendingAppend append = expired; append != null; append = append.nextWritten) {
            append.future().complete(append.result);
        }
        drain();
    }

    /** See {@link io.cometmq.store.DefaultMessageStore#appendRaw}. */
    public void appendRaw(long physicalOffset, ByteBuffer bytes) throws IOException {
        ByteBuffer rest = bytes.duplicate();
        long at = physicalOffset;
        while (rest.hasRemaining()) {
            String closed = gate.refusal();
            if (closed != null) {
                throw new IOException(closed);
            }
            int written = writeRaw(at, rest);
            at += written;
            if (written == 0) {
                LockSupport.parkNanos(this, ROOM_PAUSE_NANOS);
            }
        }
        forceWanted.run();
    }

    private int writeRaw(long physicalOffset, ByteBuffer bytes) throws IOException {
        int written;
        appendLock.lock();
        try {
            if (physicalOffset != positions.appended()) {
                throw new IllegalArgumentException(
                        "the log ends at " + positions.appended() + ", bytes for " + physicalOffset + " do not follow");
            }
            written = writer.writeRaw(bytes);
        } finally {
            appendLock.unlock();
        }
        dispatcher.run();
        return written;
    }

    /** Ends the log there; within {@link #exclusively}. */
    public void truncateTo(long physicalOffset) throws IOException {
        writer.truncateTo(physicalOffset, positions.appendedTimestamp());
    }

    /** Looks again for room on a disk that had none; called from time to time. */
    public void retryAllocation() {
        writer.retryAllocation();
    }

    /** Runs something while nothing is appended. Not for the hot path. */
    public void exclusively(Runnable action) {
        appendLock.lock();
        try {
            action.run();
        } finally {
            appendLock.unlock();
        }
        drain();
    }

    /** Lets the log take appends: makes the first file when there is none and asks for the one after the current. */
    public void start() throws IOException {
        appendLock.lock();
        try {
            writer.start();
        } finally {
            appendLock.unlock();
        }
    }

    /** Answers what waits, and waits for the allocator. The gate must be closed. */
    public void close() {
        writer.close();
        drain();
    }

    /** How long the oldest append has waited for the log; 0 when none waits. */
    public long appendWaitMillis() {
        return waiting.waitMillis(clock.millis());
    }

    /** How long the append in hand has been written; 0 when none is. */
    public long writingMillis() {
        return writer.writingMillis();
    }

    /** Appends that wait for the log. */
    public int waitingAppends() {
        return waiting.size();
    }

    /** Appends refused since the start without ever waiting. */
    public long refusedAppends() {
        return refusedAppends.sum();
    }

    public long appendedMessages() {
        return writer.appendedMessages();
    }

    public long appendedBytes() {
        return writer.appendedBytes();
    }

    /** Takes the first file out of the log, unless it is the last; null then. The caller destroys it. */
    public MappedFile detachFirst() {
        appendLock.lock();
        try {
            return files.first() == files.last() || writer.isCurrent(files.first()) ? null : files.detachFirst();
        } finally {
            appendLock.unlock();
            drain();
        }
    }

    /** Commit log offset of the first byte there is. */
    public long minPhysicalOffset() {
        MappedFile first = files.first();
        return first == null ? positions.appended() : first.startOffset();
    }

    /** A view of readable bytes of one file; null when they are not (or no longer) there. */
    public LogSlice slice(long physicalOffset, int length) {
        MappedFile file = files.find(physicalOffset);
        if (file == null
                || length <= 0
                || physicalOffset + length > Math.min(positions.committed(), file.endOffset())) {
            return null;
        }
        return file.slice((int) (physicalOffset - file.startOffset()), length);
    }
}
