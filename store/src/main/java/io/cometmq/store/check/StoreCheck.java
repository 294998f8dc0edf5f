package io.cometmq.store.check;

import io.cometmq.store.recovery.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks a store that no process has open, ours or RocketMQ's: every record of the log, every entry of queues, their extensions, index
 * and timer, the checkpoint and the configuration's JSON files. Changes nothing. One use.
 */
public final class StoreCheck {
    private final CheckOptions options;
    private final Findings findings;

    public StoreCheck(CheckOptions options) {
        this.options = options;
        this.findings = new Findings(options.root());
    }

    /** What a repair needs besides. */
    record Result(CheckReport report, CheckedLog log) {}

    /**
     * Checks everything.
     *
     * @throws IOException when there is no store, a broker has it open, or a file cannot be read
     */
    public CheckReport run() throws IOException {
        requireStore();
        // A directory that nobody has locked yet is not given a lock file.
        if (!Files.exists(options.root().resolve("lock"))) {
            return check().report;
        }
        DirectoryLock lock = DirectoryLock.take(options.root());
        try {
            return check().report;
        } finally {
            lock.close();
        }
    }

    void requireStore() throws IOException {
        boolean any = Files.isDirectory(options.root().resolve("config"))
                || options.logDirectories().stream().anyMatch(Files::isDirectory);
        if (!any) {
            throw new IOException("there is no store in " + options.root() + ": neither config nor commitlog is there");
        }
    }

    /** The caller has the lock. */
    Result check() throws IOException {
        Path root = options.root();
        boolean open = Files.exists(root.resolve("abort"));
        if (open) {
            findings.add(root.resolve("abort"), 0, Finding.Severity.NOTE, "the store was not closed");
        }
        CheckedLog log = new CheckedLog(options);
        QueueCheck queues = new QueueCheck(root, log, findings, open);
        SequenceCheck sequence = new SequenceCheck(log, findings);
        log.check(findings, options, record -> {
            queues.expect(record);
            sequence.see(record);
        });
        queues.check();
        IndexCheck index = new IndexCheck(options, log, findings);
        index.check();
        TimerCheck timer = new TimerCheck(root, log, findings);
        timer.check();
        StateCheck state = new StateCheck(root, findings);
        state.checkCheckpoint(log.lastStoreTimestamp());
        state.checkConfiguration();
        CheckReport report = new CheckReport(
                log.records(),
                log.end(),
                queues.entries(),
                index.entries(),
                timer.entries(),
                findings.list(),
                findings.suppressed());
        return new Result(report, log);
    }
}
