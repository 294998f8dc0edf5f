package io.cometmq.tools.benchmark;

import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One run, as asked for on the command line; made by {@link BenchmarkCommandLine}.
 *
 * @param broker where the broker listens
 * @param brokerPid the process to measure
 * @param bodyBytes body of each message
 * @param window requests in flight on each connection
 * @param threads threads that drive the connections
 * @param topic name of the topic, or what the names of several begin with
 * @param queues queues of each topic
 * @param batch messages in one send
 * @param maxMessages messages asked for in one pull
 * @param stored messages that are stored before they are pulled
 * @param rate messages a second on all connections; 0 for no limit
 * @param properties which of a client's usual properties each message has
 * @param label what the report calls this run
 */
record BenchmarkOptions(
        Workload workload,
        InetSocketAddress broker,
        OptionalLong brokerPid,
        int bodyBytes,
        int connections,
        int window,
        int threads,
        String topic,
        int topics,
        int queues,
        int batch,
        boolean oneway,
        int maxMessages,
        int stored,
        int rate,
        Set<String> properties,
        double warmUpSeconds,
        double seconds,
        String label,
        boolean json) {

    BenchmarkOptions {
        properties = Set.copyOf(properties);
    }

    /** The names of the topics. */
    Set<String> topicNames() {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < topics; i++) {
            names.add(topics == 1 ? topic : topic + "_" + i);
        }
        return names;
    }

    /** The run in one line, for a person. */
    String description() {
        String messages = batch > 1 ? "batches of " + batch + " × " + bodyBytes + " B" : bodyBytes + " B";
        String where = topics + (topics == 1 ? " topic × " : " topics × ") + queues + " queues";
        String pipe = connections + (connections == 1 ? " connection × " : " connections × ") + window;
        return switch (workload) {
            case SEND -> (oneway ? "one-way " : "send ") + messages + ", " + pipe + " in flight, " + where;
            case LATENCY -> "send " + messages + ", one in flight" + (rate > 0 ? " at " + rate + "/s, " : ", ") + where;
            case PULL -> "pull " + bodyBytes + " B, up to " + maxMessages + " a pull, " + pipe + " in flight, " + where;
            case E2E -> "end to end " + bodyBytes + " B at " + rate + "/s, " + connections + " producers, " + where;
        };
    }
}
