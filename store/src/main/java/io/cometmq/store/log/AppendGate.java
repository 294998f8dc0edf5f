package io.cometmq.store.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the store takes messages at present, and why not. Thread-safe; asked for every append. */
public final class AppendGate {
    private static final Logger log = LoggerFactory.getLogger(AppendGate.class);

    /** The following six are guarded by this monitor. */
    private boolean started;

    private boolean stopped;
    private String failure;
    private String diskFull;
    private String noSpace;
    private String derivedFailure;

    /** Null when open; derived from the others under the monitor. */
    private volatile String refusal = "the store is not started";

    /** For people: why messages are refused; null when they are taken. */
    public String refusal() {
        return refusal;
    }

    public boolean isOpen() {
        return refusal == null;
    }

    public synchronized void start() {
        started = true;
        update();
    }

    public synchronized void stop() {
        stopped = true;
        update();
    }

    /** Whether {@link #fail} was called. */
    public synchronized boolean isFailed() {
        return failure != null;
    }

    /** For good: nothing is acknowledged any more until the process starts anew and recovers. */
    public synchronized void fail(String what, Throwable cause) {
        if (failure == null) {
            failure = what + ": " + cause;
            log.error("the store has failed and refuses messages until the broker is restarted: {}", what, cause);
        }
        update();
    }

    /** Null opens the gate again. */
    public synchronized void diskFull(String reason) {
        if (reason != null && diskFull == null) {
            log.warn("messages are refused: {}", reason);
        } else if (reason == null && diskFull != null) {
            log.warn("messages are taken again: the disk has room");
        }
        diskFull = reason;
        update();
    }

    /** Disk blocks cannot be had; null opens the gate again. */
    public synchronized void noSpace(String reason) {
        if (reason != null && noSpace == null) {
            log.warn("messages are refused: {}", reason);
        } else if (reason == null && noSpace != null) {
            log.warn("messages are taken again: the log has room");
        }
        noSpace = reason;
        update();
    }

    /** Consume queues or index cannot be written at present; null opens the gate again. */
    public synchronized void derivedFailure(Throwable cause) {
        if (cause != null && derivedFailure == null) {
            log.error("messages are refused, consume queues or index cannot be written; trying again", cause);
        } else if (cause == null && derivedFailure != null) {
            log.warn("messages are taken again: consume queues and index can be written");
        }
        derivedFailure = cause == null
                ? null
                : "the disk does not take consume queues or index: " + cause
                        + "; see that it has room and can be written to";
        update();
    }

    private void update() {
        if (failure != null) {
            refusal = "the store has failed, restart the broker: " + failure;
        } else if (stopped) {
            refusal = "the store is shutting down";
        } else if (!started) {
            refusal = "the store is not started";
        } else {
            String space = diskFull != null ? diskFull : noSpace;
            refusal = space != null ? space : derivedFailure;
        }
    }
}
