package io.cometmq.broker.pop;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The messages at the head of an ordered queue that are handed out to a consumer (docs/protocol/semantics.md 13.3): until all of them are
 * acknowledged or visible again, nobody gets any of the queue. Immutable.
 *
 * @param queueOffsets ascending; not to be changed
 * @param visibleAtMillis of messages whose invisible time was changed, by queue offset
 * @param consumedCounts of messages that were handed out before, how often, by queue offset
 * @param acknowledged bit n: message n is acknowledged
 * @param attemptId by which its consumer asks again when it got no answer; null: it cannot
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OrderState(
        long popTime,
        long invisibleMillis,
        long[] queueOffsets,
        Map<Long, Long> visibleAtMillis,
        Map<Long, Integer> consumedCounts,
        long acknowledged,
        String attemptId) {

    /** @param before null: nothing was handed out before */
    static OrderState handOut(
            OrderState before, String attemptId, long popTime, long invisibleMillis, long[] queueOffsets) {
        Map<Long, Integer> counts = new HashMap<>();
        for (long offset : queueOffsets) {
            int count = before == null ? 0 : before.countOfNext(offset, attemptId);
            if (count > 0) {
                counts.put(offset, count);
            }
        }
        return new OrderState(popTime, invisibleMillis, queueOffsets, Map.of(), counts, 0, attemptId);
    }

    /** A consumer that asks again because it got no answer has not consumed. */
    private int countOfNext(long queueOffset, String nextAttemptId) {
        if (index(queueOffset) < 0) {
            return 0;
        }
        return consumedCounts.getOrDefault(queueOffset, 0) + (isAttempt(nextAttemptId) ? 0 : 1);
    }

    boolean isAttempt(String id) {
        return attemptId != null && attemptId.equals(id);
    }

    /** Negative when the message is not among these. */
    int index(long queueOffset) {
        return Arrays.binarySearch(queueOffsets, queueOffset);
    }

    private boolean isAcknowledged(int index) {
        return (acknowledged & 1L << index) != 0;
    }

    boolean isDone() {
        return Long.bitCount(acknowledged) == queueOffsets.length;
    }

    /** When all that is not acknowledged is visible again; 0 when everything is acknowledged. */
    long blocksUntilMillis() {
        long until = 0;
        for (int i = 0; i < queueOffsets.length; i++) {
            if (!isAcknowledged(i)) {
                until = Math.max(until, visibleAtMillis.getOrDefault(queueOffsets[i], popTime + invisibleMillis));
            }
        }
        return until;
    }

    /** Up to where everything is acknowledged. */
    long committedOffset() {
        for (int i = 0; i < queueOffsets.length; i++) {
            if (!isAcknowledged(i)) {
                return queueOffsets[i];
            }
        }
        return queueOffsets[queueOffsets.length - 1] + 1;
    }

    OrderState acknowledge(long queueOffset) {
        long bits = acknowledged | 1L << index(queueOffset);
        return new OrderState(popTime, invisibleMillis, queueOffsets, visibleAtMillis, consumedCounts, bits, attemptId);
    }

    OrderState visibleAt(long queueOffset, long millis) {
        Map<Long, Long> changed = new HashMap<>(visibleAtMillis);
        changed.put(queueOffset, millis);
        return new OrderState(popTime, invisibleMillis, queueOffsets, changed, consumedCounts, acknowledged, attemptId);
    }
}
