package io.cometmq.tools.benchmark;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Drives several pipelined connections from one thread. */
final class LoadLoop implements Load {
    private static final long SELECT_MILLIS = 20;
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final List<LoadConnection> connections;
    private final RunPhase phase;
    private final LoadStatistics statistics;
    private long lastHeartbeatNanos;

    LoadLoop(List<LoadConnection> connections, RunPhase phase, LoadStatistics statistics) {
        this.connections = List.copyOf(connections);
        this.phase = phase;
        this.statistics = statistics;
    }

    @Override
    public LoadStatistics statistics() {
        return statistics;
    }

    @Override
    public void run() {
        try (Selector selector = Selector.open()) {
            for (LoadConnection connection : connections) {
                connection.channel().configureBlocking(false);
                connection.channel().register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE, connection);
            }
            lastHeartbeatNanos = System.nanoTime() - HEARTBEAT_NANOS;
            while (phase.step() != RunPhase.Step.DRAIN) {
                heartbeats();
                work(selector);
            }
            drain(selector);
        } catch (IOException | ProtocolException e) {
            statistics.error("connection lost: " + e.getMessage());
        }
    }

    private void heartbeats() {
        if (System.nanoTime() - lastHeartbeatNanos >= HEARTBEAT_NANOS) {
            connections.forEach(LoadConnection::heartbeat);
            lastHeartbeatNanos = System.nanoTime();
        }
    }

    private void drain(Selector selector) throws IOException {
        long deadline = System.nanoTime() + DRAIN_NANOS;
        while (awaited() > 0 && System.nanoTime() < deadline) {
            work(selector);
        }
        for (int missing = awaited(); missing > 0; missing--) {
            statistics.error("not answered within " + TimeUnit.NANOSECONDS.toSeconds(DRAIN_NANOS) + " s");
        }
    }

    private int awaited() {
        return connections.stream()
                .filter(LoadConnection::awaitsAnswers)
                .mapToInt(LoadConnection::inFlight)
                .sum();
    }

    private void work(Selector selector) throws IOException {
        selector.select(SELECT_MILLIS);
        for (SelectionKey key : selector.selectedKeys()) {
            LoadConnection connection = (LoadConnection) key.attachment();
            RunPhase.Step step = phase.step();
            if (key.isReadable()) {
                connection.read(step == RunPhase.Step.MEASURE);
            }
            if (step != RunPhase.Step.DRAIN) {
                connection.fill(System.nanoTime(), step == RunPhase.Step.MEASURE);
            }
            boolean written = connection.flush();
            boolean wantsToWrite = !written || (connection.oneway() && step != RunPhase.Step.DRAIN);
            key.interestOps(wantsToWrite ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
        selector.selectedKeys().clear();
    }
}
