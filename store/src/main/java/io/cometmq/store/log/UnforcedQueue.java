package io.cometmq.store.log;

import io.cometmq.store.AppendResult;
import io.cometmq.store.AppendStatus;

/**
 * Appends that wait for a force, in log order. One producer at a time (append lock), one consumer (the thread that
 * forces); {@link #expire} may run beside.
 */
public final class UnforcedQueue {
    /** Last append ever released, or a stand-in; written by the consumer. */
    private volatile PendingAppend head = new PendingAppend(null, 0, 0, false, 0);
    /** Guarded by the append lock. */
    private PendingAppend tail = head;

    void offer(PendingAppend append) {
        tail.nextUnforced = append;
        tail = append;
    }

    public boolean isEmpty() {
        return head.nextUnforced == null;
    }

    /** Completes every append below the forced position; by the consumer. */
    public int release(long forcedPosition) {
        int released = 0;
        PendingAppend append = head.nextUnforced;
        while (append != null && append.endOffset <= forcedPosition) {
            head = append;
            append.future().complete(append.result);
            released++;
            append = append.nextUnforced;
        }
        return released;
    }

    /** Answers every append as not stored for sure; by the consumer, after a force has failed. */
    public void fail(String reason) {
        PendingAppend append = head.nextUnforced;
        while (append != null) {
            head = append;
            append.future().complete(AppendResult.refused(AppendStatus.SERVICE_NOT_AVAILABLE, reason));
            append = append.nextUnforced;
        }
    }

    /** Answers appends offered before this time with FLUSH_DISK_TIMEOUT; any thread. Milliseconds. */
    public void expire(long offeredBeforeMillis) {
        PendingAppend append = head.nextUnforced;
        while (append != null && append.offeredAtMillis < offeredBeforeMillis) {
            append.future()
                    .complete(append.result.withStatus(
                            AppendStatus.FLUSH_DISK_TIMEOUT,
                            "the message is in the log but was not forced to the disk in time"));
            append = append.nextUnforced;
        }
    }
}
