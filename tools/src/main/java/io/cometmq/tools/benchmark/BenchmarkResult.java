package io.cometmq.tools.benchmark;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a run measured. Latencies are microseconds. The JSON report has exactly these names, and lacks those that are null.
 *
 * @param seconds the measured time
 * @param rate messages a second
 * @param latency microseconds by percentile: p50, p90, p99, p999, max; empty when nothing was answered
 * @param brokerCpuMicros processor time of the broker for one message; null when its process is not known
 * @param brokerAllocatedBytes bytes of heap that the broker allocated for one message; null when not known
 * @param generatorCpuMicros processor time of this process for one message
 * @param stored messages by which the queues have grown in the measured time; null unless sends were one-way
 * @param refused requests that the broker answered with "busy", in the warm-up too; they are flow control, not errors
 * @param errors how often each error occurred, in the warm-up too
 */
record BenchmarkResult(
        String label,
        String description,
        double seconds,
        long messages,
        double rate,
        double megabytesPerSecond,
        Map<String, Double> latency,
        Double brokerCpuMicros,
        Double brokerAllocatedBytes,
        double generatorCpuMicros,
        Long stored,
        long refused,
        Map<String, Long> errors) {

    BenchmarkResult {
        latency = new TreeMap<>(latency);
        errors = new TreeMap<>(errors);
    }
}
