package io.cometmq.broker.transaction;

import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.send.Halves;
import io.cometmq.common.MixAll;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The offsets of CID_RMQ_SYS_TRANS in the half and the op topic: what a later start need not look at again, of this broker or of
 * RocketMQ's. Thread-safe.
 */
final class TransactionProgress {
    private static final String GROUP = MixAll.CID_SYS_RMQ_TRANS;
    private static final String COMMITTER = "this broker";

    /** Most marks between the op topic's committed offset and its end; beyond, every second one goes. */
    private static final int MAX_MARKS = 1_024;

    /** Op records below the one offset tell only of halves below the other. */
    private record Mark(long opOffset, long halfOffset) {}

    private final ConsumerOffsetManager offsets;
    private final QueueReader halves;
    private final QueueReader ops;

    /** Guarded by this. */
    private Deque<Mark> marks = new ArrayDeque<>();

    TransactionProgress(ConsumerOffsetManager offsets, QueueReader halves, QueueReader ops) {
        this.offsets = offsets;
        this.halves = halves;
        this.ops = ops;
    }

    /** Negative when there is none. */
    long halfOffset() {
        return offsets.query(GROUP, Halves.TOPIC, Halves.QUEUE_ID);
    }

    /** Negative when there is none. */
    long opOffset() {
        return offsets.query(GROUP, OpRecord.TOPIC, OpRecord.QUEUE_ID);
    }

    /** @param base the first undecided half */
    synchronized void note(long base) {
        // In this order: an op record tells of halves that are there before it.
        long opEnd = ops.max();
        long halfEnd = halves.max();
        if (marks.isEmpty() || marks.getLast().opOffset() < opEnd) {
            marks.add(new Mark(opEnd, halfEnd));
        }
        long settled = Math.min(base, halfEnd);
        commit(Halves.TOPIC, Halves.QUEUE_ID, settled, halfOffset());
        long settledOps = -1;
        while (!marks.isEmpty() && marks.getFirst().halfOffset() <= settled) {
            settledOps = marks.removeFirst().opOffset();
        }
        commit(OpRecord.TOPIC, OpRecord.QUEUE_ID, settledOps, opOffset());
        if (marks.size() > MAX_MARKS) {
            thinOut();
        }
    }

    private void commit(String topic, int queueId, long offset, long before) {
        if (offset > before) {
            offsets.commit(COMMITTER, GROUP, topic, queueId, offset);
        }
    }

    private void thinOut() {
        Deque<Mark> fewer = new ArrayDeque<>();
        boolean keep = false;
        for (Mark mark : marks) {
            if (keep) {
                fewer.add(mark);
            }
            keep = !keep;
        }
        marks = fewer;
    }
}
