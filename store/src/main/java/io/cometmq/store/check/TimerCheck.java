package io.cometmq.store.check;

import io.cometmq.common.topic.TopicValidator;
import io.cometmq.store.log.RecordCursor;
import io.cometmq.store.timer.TimerManifest;
import io.cometmq.store.timer.TimerManifestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the timer's schedule is whole and fits the log. */
final class TimerCheck {
    private final Path directory;
    private final CheckedLog log;
    private final Findings findings;
    private long entries;

    TimerCheck(Path root, CheckedLog log, Findings findings) {
        this.directory = root.resolve("timer");
        this.log = log;
        this.findings = findings;
    }

    long entries() {
        return entries;
    }

    void check() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        TimerManifestFile file = new TimerManifestFile(directory);
        try {
            if (!file.problem().isEmpty()) {
                report("manifest.json", file.problem());
            }
            TimerManifest manifest = file.read();
            if (manifest.logOffset() > log.end()) {
                report(
                        "manifest.json",
                        "speaks of the log up to " + manifest.logOffset() + ", it ends at " + log.end());
            }
            file.forEachEntry(manifest, this::checkEntry);
        } catch (IOException e) {
            report("", String.valueOf(e.getMessage()));
        }
    }

    private void checkEntry(String run, long physicalOffset) {
        entries++;
        if (physicalOffset < log.start()) {
            return;
        }
        RecordCursor record = log.recordAt(physicalOffset);
        boolean right = record != null
                && (record.topic().equals(TopicValidator.RMQ_SYS_WHEEL_TIMER_TOPIC)
                        || record.propertiesText().contains("TIMER_DEQUEUE_MS"));
        if (!right) {
            report(run, "an entry points at " + physicalOffset + ", where no timer message is");
        }
    }

    private void report(String file, String text) {
        findings.add(directory.resolve(file), 0, Finding.Severity.REPAIRABLE, text);
    }
}
