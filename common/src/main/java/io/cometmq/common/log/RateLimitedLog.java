package io.cometmq.common.log;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs at most one line per interval, for facts that input drives; the next line says how many were left out. One instance
 * per kind of fact. Thread-safe.
 */
public final class RateLimitedLog {
    private final Logger logger;
    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final AtomicLong nextNanos;
    private final LongAdder suppressed = new LongAdder();

    public RateLimitedLog(Logger logger, Duration interval) {
        this(logger, interval, System::nanoTime);
    }

    /** As the other, with a clock that may be a test's. */
    public RateLimitedLog(Logger logger, Duration interval, LongSupplier nanoTime) {
        this.logger = logger;
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
        this.nextNanos = new AtomicLong(nanoTime.getAsLong());
    }

    public void info(String format, Object... arguments) {
        log(Level.INFO, format, arguments);
    }

    public void warn(String format, Object... arguments) {
        log(Level.WARN, format, arguments);
    }

    public void error(String format, Object... arguments) {
        log(Level.ERROR, format, arguments);
    }

    private void log(Level level, String format, Object... arguments) {
        long now = nanoTime.getAsLong();
        long next = nextNanos.get();
        if (now - next < 0 || !nextNanos.compareAndSet(next, now + intervalNanos)) {
            suppressed.increment();
            return;
        }
        long count = suppressed.sumThenReset();
        String line = count == 0 ? format : format + " (and " + count + " more like this before)";
        logger.atLevel(level).log(line, arguments);
    }
}
