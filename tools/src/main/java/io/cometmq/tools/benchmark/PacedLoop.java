package io.cometmq.tools.benchmark;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Drives one connection with one request in flight, on a blocking socket so that no selector stands between. With a rate,
 * requests leave on a schedule and a late one counts its lateness, as the one who waits for it would.
 */
final class PacedLoop implements Load {
    private final LoadConnection connection;
    private final RunPhase phase;
    private final LoadStatistics statistics;
    private final long intervalNanos;

    /** @param intervalNanos time between two requests; 0 to send when the answer is there */
    PacedLoop(LoadConnection connection, RunPhase phase, LoadStatistics statistics, long intervalNanos) {
        this.connection = connection;
        this.phase = phase;
        this.statistics = statistics;
        this.intervalNanos = intervalNanos;
    }

    @Override
    public LoadStatistics statistics() {
        return statistics;
    }

    @Override
    public void run() {
        try {
            connection.channel().configureBlocking(true);
            long due = System.nanoTime();
            while (phase.step() != RunPhase.Step.DRAIN) {
                if (intervalNanos > 0) {
                    due += intervalNanos;
                    await(due);
                } else {
                    due = System.nanoTime();
                }
                exchange(due);
            }
        } catch (IOException | ProtocolException e) {
            statistics.error("connection lost: " + e.getMessage());
        }
    }

    private static void await(long dueNanos) {
        for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void exchange(long dueNanos) throws IOException {
        connection.fill(dueNanos, false);
        boolean written = connection.flush();
        while (!written) {
            written = connection.flush();
        }
        while (connection.inFlight() > 0) {
            connection.read(phase.step() == RunPhase.Step.MEASURE);
        }
    }
}
