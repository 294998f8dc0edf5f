package io.cometmq.tools.quickstart;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Shows how far publishing and consuming are: as a bar that is drawn again and again, or in lines. For one thread. */
final class ProgressView {
    private static final int WIDTH = 24;
    private static final long BAR_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final PrintStream out;
    private final boolean plain;
    private final long total;
    private long lastNanos = System.nanoTime() - LINE_NANOS;

    ProgressView(PrintStream out, boolean plain, long total) {
        this.out = out;
        this.plain = plain;
        this.total = total;
    }

    void show(long sent, long received) {
        long now = System.nanoTime();
        if (now - lastNanos >= (plain ? LINE_NANOS : BAR_NANOS)) {
            lastNanos = now;
            print(sent, received);
        }
    }

    void last(long sent, long received) {
        print(sent, received);
        if (!plain) {
            out.println();
        }
    }

    private void print(long sent, long received) {
        if (plain) {
            out.println(format("published %,d of %,d, consumed %,d", sent, total, received));
        } else {
            out.print("\r" + format("published %s %,d  consumed %s %,d ", bar(sent), sent, bar(received), received));
            out.flush();
        }
    }

    private String bar(long done) {
        int filled = total == 0 ? WIDTH : (int) Math.min(WIDTH, done * WIDTH / total);
        return "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "]";
    }

    static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
