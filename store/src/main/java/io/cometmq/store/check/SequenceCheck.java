package io.cometmq.store.check;

import io.cometmq.store.log.RecordCursor;
import io.cometmq.store.log.RecordLayout;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether the records of each queue count on. A record's checksum covers its body only: a queue offset that fits neither what is before
 * nor behind it tells that its other fields were altered. A queue that starts anew, because its topic was deleted, or that has a gap, is
 * none. One thread.
 */
final class SequenceCheck {
    private record Queue(String topic, int queueId) {}

    /** How far a queue is; a suspect is the last record when it did not follow the one before. */
    private static final class Progress {
        private long next;
        private long suspectOffset = -1;
        private int suspectSize;
        private long expectedInstead;
    }

    private final CheckedLog log;
    private final Findings findings;
    private final Map<Queue, Progress> queues = new HashMap<>();

    SequenceCheck(CheckedLog log, Findings findings) {
        this.log = log;
        this.findings = findings;
    }

    void see(RecordCursor record) {
        if (!RecordLayout.isQueued(record.sysFlag())) {
            return;
        }
        Queue queue = new Queue(record.topic(), record.queueId());
        Progress progress = queues.get(queue);
        long queueOffset = record.queueOffset();
        if (progress == null) {
            progress = new Progress();
            queues.put(queue, progress);
        } else if (queueOffset != progress.next) {
            boolean suspectIsAltered = progress.suspectOffset >= 0
                    && (queueOffset == progress.expectedInstead + 1 || queueOffset == progress.expectedInstead);
            if (suspectIsAltered) {
                report(queue, progress);
                progress.suspectOffset = -1;
            } else {
                progress.suspectOffset = record.physicalOffset();
                progress.suspectSize = record.totalSize();
                progress.expectedInstead = progress.next;
            }
        } else {
            progress.suspectOffset = -1;
        }
        progress.next = queueOffset + 1;
    }

    private void report(Queue queue, Progress progress) {
        LogDamage damage = log.addDamage(progress.suspectOffset, progress.suspectSize);
        findings.add(
                damage.file(),
                damage.from(),
                Finding.Severity.LOSS,
                "the record says queue offset " + (progress.next - 1) + " of queue " + queue.queueId + " of topic "
                        + queue.topic + ", which goes on with " + progress.expectedInstead);
    }
}
