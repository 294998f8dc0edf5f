package io.cometmq.tools.benchmark;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the connections, their traffic and the loops of a workload. Used by the conducting thread only. */
final class LoadPlan implements Closeable {
    private static final int SEND_WINDOW_OF_PREPARATION = 64;

    private final BenchmarkOptions options;
    private final List<LoadConnection> connections = new ArrayList<>();

    LoadPlan(BenchmarkOptions options) {
        this.options = options;
    }

    /** A queue of one of the topics. */
    record Queue(String topic, int queueId) {}

    /** All queues, those of one topic apart from one another so that neighbours belong to different topics. */
    List<Queue> queues() {
        List<Queue> queues = new ArrayList<>();
        for (int queueId = 0; queueId < options.queues(); queueId++) {
            for (String topic : options.topicNames()) {
                queues.add(new Queue(topic, queueId));
            }
        }
        return queues;
    }

    /** Senders of each connection. */
    List<SendTraffic> senders(long requestsPerConnection) {
        return senders(requestsPerConnection, options.connections());
    }

    private List<SendTraffic> senders(long requestsPerConnection, int count) {
        boolean stamped = options.workload() == Workload.E2E;
        MessageShape shape = new MessageShape(options.bodyBytes(), options.properties(), uniqueKeyPrefix(), stamped);
        List<FrameTemplate> templates = new ArrayList<>();
        for (Queue queue : queues()) {
            templates.add(
                    RequestTemplates.send(queue.topic(), queue.queueId(), shape, options.batch(), options.oneway()));
        }
        List<SendTraffic> senders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int first = (int) ((long) i * templates.size() / count);
            senders.add(
                    new SendTraffic(templates, first, options.oneway(), options.bodyBytes(), requestsPerConnection));
        }
        return senders;
    }

    /** Different for each run on this machine, as a client's is: process and time. */
    private static String uniqueKeyPrefix() {
        return String.format("7F000001%04X%012X", ProcessHandle.current().pid() & 0xFFFF, System.currentTimeMillis());
    }

    /** Loops that send what the senders say, pipelined. */
    List<Load> pipelined(List<? extends Traffic> traffic, RunPhase phase, boolean consumers) throws IOException {
        return pipelined(traffic, phase, consumers, options.window());
    }

    /** Loops for sends that fill the queues before the run. */
    List<Load> preparing(List<SendTraffic> traffic, RunPhase phase) throws IOException {
        return pipelined(traffic, phase, false, SEND_WINDOW_OF_PREPARATION);
    }

    private List<Load> pipelined(List<? extends Traffic> traffic, RunPhase phase, boolean consumers, int window)
            throws IOException {
        List<Load> loops = new ArrayList<>();
        int threads = Math.min(options.threads(), traffic.size());
        for (int thread = 0; thread < threads; thread++) {
            LoadStatistics statistics = new LoadStatistics();
            List<LoadConnection> own = new ArrayList<>();
            for (int i = thread; i < traffic.size(); i += threads) {
                own.add(connect(traffic.get(i), window, i, consumers, statistics));
            }
            loops.add(new LoadLoop(own, phase, statistics));
        }
        return loops;
    }

    /** A loop with one request in flight for each sender. */
    List<Load> paced(List<SendTraffic> senders, RunPhase phase) throws IOException {
        long intervalNanos = options.rate() == 0 ? 0 : 1_000_000_000L * senders.size() / options.rate();
        List<Load> loops = new ArrayList<>();
        for (int i = 0; i < senders.size(); i++) {
            LoadStatistics statistics = new LoadStatistics();
            loops.add(
                    new PacedLoop(connect(senders.get(i), 1, i, false, statistics), phase, statistics, intervalNanos));
        }
        return loops;
    }

    /** Pulls of stored messages, whose windows share the queues; {@code ends} are the queues' max offsets. */
    List<PullTraffic> pullers(long[] ends) {
        List<Queue> queues = queues();
        List<PullTraffic> pullers = new ArrayList<>();
        for (int connection = 0; connection < options.connections(); connection++) {
            List<FrameTemplate> templates = new ArrayList<>();
            long[] slotEnds = new long[options.window()];
            for (int slot = 0; slot < options.window(); slot++) {
                int queue = (connection * options.window() + slot) % queues.size();
                templates.add(RequestTemplates.pull(
                        queues.get(queue).topic(), queues.get(queue).queueId(), options.maxMessages(), false));
                slotEnds[slot] = ends[queue];
            }
            pullers.add(new PullTraffic(templates, slotEnds));
        }
        return pullers;
    }

    /** One connection that follows all queues from their present ends. */
    Load tail(long[] ends, AtomicLong received, RunPhase phase) throws IOException {
        List<FrameTemplate> templates = new ArrayList<>();
        for (Queue queue : queues()) {
            templates.add(RequestTemplates.pull(queue.topic(), queue.queueId(), options.maxMessages(), true));
        }
        LoadStatistics statistics = new LoadStatistics();
        TailTraffic traffic = new TailTraffic(templates, ends, received);
        return new LoadLoop(List.of(connect(traffic, ends.length, 0, true, statistics)), phase, statistics);
    }

    private LoadConnection connect(Traffic traffic, int window, int index, boolean consumer, LoadStatistics statistics)
            throws IOException {
        InetSocketAddress broker = options.broker();
        SocketChannel channel = SocketChannel.open(broker);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Set<String> topics = options.topicNames();
        String clientId = "127.0.0.1@benchmark-" + ProcessHandle.current().pid() + "-" + connections.size();
        FrameTemplate heartbeat = consumer ? RequestTemplates.consumerHeartbeat(clientId, topics) : null;
        long firstSequence = (1L << 32) / options.connections() * index;
        LoadConnection connection = new LoadConnection(channel, traffic, window, firstSequence, heartbeat, statistics);
        connections.add(connection);
        return connection;
    }

    /** Closes all connections; a loop that still waits on one ends with an error. */
    @Override
    public void close() throws IOException {
        for (LoadConnection connection : connections) {
            connection.close();
        }
    }
}
