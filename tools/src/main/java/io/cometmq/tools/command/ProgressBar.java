package io.cometmq.tools.command;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** A line that grows while something long goes on, for the person who waits: what is done within a second shows none. Used by one thread. */
final class ProgressBar implements LongConsumer {
    private static final int WIDTH = 40;
    private static final int PERCENT = 100;
    private static final long PATIENCE_NANOS = 1_000_000_000;

    private final PrintStream terminal;
    private final String what;
    private final long total;
    private final LongSupplier nanoClock;
    private final long beginNanos;
    private long shown = -1;

    ProgressBar(PrintStream terminal, String what, long total, LongSupplier nanoClock) {
        this.terminal = terminal;
        this.what = what;
        this.total = Math.max(1, total);
        this.nanoClock = nanoClock;
        this.beginNanos = nanoClock.getAsLong();
    }

    @Override
    public void accept(long done) {
        long percent = Math.min(PERCENT, done * PERCENT / total);
        if (percent == shown || (shown < 0 && nanoClock.getAsLong() - beginNanos < PATIENCE_NANOS)) {
            return;
        }
        shown = percent;
        int full = (int) (percent * WIDTH / PERCENT);
        terminal.printf(Locale.ROOT, "\r%s [%s%s] %3d %%", what, "#".repeat(full), ".".repeat(WIDTH - full), percent);
        if (percent == PERCENT) {
            terminal.println();
        }
        terminal.flush();
    }
}
