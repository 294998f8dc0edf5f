package io.cometmq.broker.offset;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The progress of one group in the queues of one topic. Looking up and changing allocates nothing; the first commit of a queue
 * copies a small table. Thread-safe.
 */
final class QueueOffsets {
    static final long NONE = -1;

    /** Progress in one queue; queue offsets, {@link #NONE} when there is none. */
    static final class Progress {
        volatile long committed = NONE;

        /** Where the next pull was told to go on. */
        volatile long pulled = NONE;

        /** Address of who pulled last, null when nobody did. */
        volatile String puller;

        /** Set by an administrator and not yet taken over by the consumer. */
        volatile long reset = NONE;
    }

    /** Queue ids in ascending order and the progress of each; never changed. */
    private static final class Table {
        final int[] queueIds;
        final Progress[] progress;

        Table(int[] queueIds, Progress[] progress) {
            this.queueIds = queueIds;
            this.progress = progress;
        }
    }

    private volatile Table table = new Table(new int[0], new Progress[0]);

    /** Null when the queue has none. */
    Progress find(int queueId) {
        Table now = table;
        int index = Arrays.binarySearch(now.queueIds, queueId);
        return index < 0 ? null : now.progress[index];
    }

    Progress findOrCreate(int queueId) {
        Progress found = find(queueId);
        return found != null ? found : create(queueId);
    }

    private synchronized Progress create(int queueId) {
        Table old = table;
        int index = Arrays.binarySearch(old.queueIds, queueId);
        if (index >= 0) {
            return old.progress[index];
        }
        int at = -index - 1;
        int[] queueIds = new int[old.queueIds.length + 1];
        Progress[] progress = new Progress[queueIds.length];
        System.arraycopy(old.queueIds, 0, queueIds, 0, at);
        System.arraycopy(old.progress, 0, progress, 0, at);
        System.arraycopy(old.queueIds, at, queueIds, at + 1, old.queueIds.length - at);
        System.arraycopy(old.progress, at, progress, at + 1, old.progress.length - at);
        queueIds[at] = queueId;
        progress[at] = new Progress();
        table = new Table(queueIds, progress);
        return progress[at];
    }

    /** Committed offsets by queue id, without queues that have none. */
    Map<Integer, Long> committed() {
        Table now = table;
        Map<Integer, Long> committed = new TreeMap<>();
        for (int i = 0; i < now.queueIds.length; i++) {
            long offset = now.progress[i].committed;
            if (offset != NONE) {
                committed.put(now.queueIds[i], offset);
            }
        }
        return committed;
    }
}
