package io.cometmq.tools.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** Conducts one run: prepares the topics, starts the load, measures, and checks that what was acknowledged is stored. */
final class Benchmark {
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long SETTLE_POLL_MILLIS = 20;

    private final BenchmarkOptions options;
    private final ControlConnection control;
    private final BrokerProcess broker;
    private final LoadPlan plan;
    private final LoadStatistics total = new LoadStatistics();

    private Benchmark(BenchmarkOptions options, ControlConnection control, BrokerProcess broker, LoadPlan plan) {
        this.options = options;
        this.control = control;
        this.broker = broker;
        this.plan = plan;
    }

    /** Runs to the end; errors of the load are in the result, an IOException says that nothing could be measured. */
    static BenchmarkResult run(BenchmarkOptions options) throws IOException, InterruptedException {
        BrokerProcess process = options.brokerPid().isPresent()
                ? BrokerProcess.of(options.brokerPid().getAsLong())
                : BrokerProcess.unknown();
        try (process;
                ControlConnection control = new ControlConnection(options.broker());
                LoadPlan plan = new LoadPlan(options)) {
            return new Benchmark(options, control, process, plan).run();
        }
    }

    private BenchmarkResult run() throws IOException, InterruptedException {
        for (String topic : options.topicNames()) {
            control.createTopic(topic, options.queues());
        }
        return switch (options.workload()) {
            case SEND -> send(false);
            case LATENCY -> send(true);
            case PULL -> pull();
            case E2E -> endToEnd();
        };
    }

    private BenchmarkResult send(boolean oneInFlight) throws IOException, InterruptedException {
        RunPhase phase = new RunPhase();
        List<SendTraffic> senders = plan.senders(Long.MAX_VALUE);
        List<Load> loads = oneInFlight ? plan.paced(senders, phase) : plan.pipelined(senders, phase, false);
        long before = sum(maxOffsets());
        List<Thread> threads = start(loads);
        Measurement measurement = measure(List.of(phase));
        end(threads, loads, phase);
        if (!options.oneway()) {
            checkStored(
                    before,
                    senders.stream()
                            .mapToLong(SendTraffic::acknowledgedMessages)
                            .sum());
        }
        return result(measurement);
    }

    private BenchmarkResult pull() throws IOException, InterruptedException {
        fillQueues();
        RunPhase phase = new RunPhase();
        List<Load> loads = plan.pipelined(plan.pullers(maxOffsets()), phase, true);
        List<Thread> threads = start(loads);
        Measurement measurement = measure(List.of(phase));
        end(threads, loads, phase);
        return result(measurement);
    }

    private void fillQueues() throws IOException, InterruptedException {
        long before = sum(maxOffsets());
        long missing = Math.max(options.stored() - before, 0);
        long each = Math.max(missing / options.connections(), options.queues() * (long) options.topics());
        List<SendTraffic> senders = plan.senders(each);
        RunPhase phase = new RunPhase();
        List<Load> loads = plan.preparing(senders, phase);
        List<Thread> threads = start(loads);
        while (!senders.stream().allMatch(SendTraffic::finished)
                && threads.stream().anyMatch(Thread::isAlive)) {
            TimeUnit.MILLISECONDS.sleep(SETTLE_POLL_MILLIS);
        }
        end(threads, loads, phase);
        checkStored(
                before,
                senders.stream().mapToLong(SendTraffic::acknowledgedMessages).sum());
    }

    private BenchmarkResult endToEnd() throws IOException, InterruptedException {
        RunPhase sending = new RunPhase();
        RunPhase receiving = new RunPhase();
        AtomicLong received = new AtomicLong();
        List<SendTraffic> senders = plan.senders(Long.MAX_VALUE);
        List<Load> producers = plan.paced(senders, sending);
        List<Load> consumers = List.of(plan.tail(maxOffsets(), received, receiving));
        List<Thread> consumerThreads = start(consumers);
        List<Thread> producerThreads = start(producers);
        Measurement measurement = measure(List.of(sending, receiving));
        await(producerThreads, sending);
        long sent =
                senders.stream().mapToLong(SendTraffic::acknowledgedMessages).sum();
        long deadline = System.nanoTime() + SETTLE_NANOS;
        while (received.get() < sent && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(SETTLE_POLL_MILLIS);
        }
        if (received.get() != sent) {
            total.error("sent " + sent + " messages, but " + received.get() + " arrived");
        }
        end(consumerThreads, consumers, receiving);
        // A producer's own latencies are those of its sends; here only arrivals count.
        producers.forEach(load -> total.addErrors(load.statistics()));
        return result(measurement);
    }

    private List<Thread> start(List<Load> loads) {
        List<Thread> threads = new ArrayList<>();
        for (Load load : loads) {
            Thread thread = new Thread(load, "load-" + threads.size());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    /** What was used between the beginning and the end of the measured time. */
    private record Measurement(long nanos, BrokerProcess.Usage broker, long generatorCpuNanos, OptionalLong stored) {}

    private Measurement measure(List<RunPhase> phases) throws IOException, InterruptedException {
        // A first reading loads the classes that readings need, in both processes.
        broker.usage();
        TimeUnit.MICROSECONDS.sleep((long) (options.warmUpSeconds() * 1e6));
        long storedBefore = options.oneway() ? sum(maxOffsets()) : 0;
        BrokerProcess.Usage usedBefore = broker.usage();
        long cpuBefore = generatorCpuNanos();
        long begin = System.nanoTime();
        phases.forEach(phase -> phase.enter(RunPhase.Step.MEASURE));
        TimeUnit.MICROSECONDS.sleep((long) (options.seconds() * 1e6));
        phases.get(0).enter(RunPhase.Step.DRAIN);
        long nanos = System.nanoTime() - begin;
        long cpu = generatorCpuNanos() - cpuBefore;
        BrokerProcess.Usage used = broker.usage().since(usedBefore);
        OptionalLong stored =
                options.oneway() ? OptionalLong.of(sum(maxOffsets()) - storedBefore) : OptionalLong.empty();
        return new Measurement(nanos, used, cpu, stored);
    }

    private void end(List<Thread> threads, List<Load> loads, RunPhase phase) throws IOException, InterruptedException {
        await(threads, phase);
        loads.forEach(load -> total.add(load.statistics()));
    }

    private void await(List<Thread> threads, RunPhase phase) throws IOException, InterruptedException {
        phase.enter(RunPhase.Step.DRAIN);
        for (Thread thread : threads) {
            thread.join(TimeUnit.NANOSECONDS.toMillis(SETTLE_NANOS));
            if (thread.isAlive()) {
                plan.close();
                thread.join();
            }
        }
    }

    /** Acknowledged messages that are not in their queues would make every figure worthless. */
    private void checkStored(long before, long acknowledged) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SETTLE_NANOS;
        long stored = sum(maxOffsets()) - before;
        while (stored < acknowledged && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(SETTLE_POLL_MILLIS);
            stored = sum(maxOffsets()) - before;
        }
        if (stored < acknowledged) {
            total.error("acknowledged " + acknowledged + " messages, but stored " + stored);
        }
    }

    private long[] maxOffsets() throws IOException {
        List<LoadPlan.Queue> queues = plan.queues();
        long[] offsets = new long[queues.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = control.maxOffset(queues.get(i).topic(), queues.get(i).queueId());
        }
        return offsets;
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }

    private static long generatorCpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private BenchmarkResult result(Measurement measured) {
        long messages = measured.stored().orElse(total.messages());
        double seconds = measured.nanos() / 1e9;
        return new BenchmarkResult(
                options.label(),
                options.description(),
                seconds,
                total.messages(),
                total.messages() / seconds,
                total.bodyBytes() / seconds / 1e6,
                latencies(total.latencyNanos()),
                perMessage(measured.broker().cpuNanos(), messages, 1e3),
                perMessage(measured.broker().allocatedBytes(), messages, 1),
                messages == 0 ? 0 : measured.generatorCpuNanos() / 1e3 / messages,
                measured.stored().isPresent() ? (Long) measured.stored().getAsLong() : null,
                total.refused(),
                total.errors());
    }

    private static Double perMessage(OptionalLong used, long messages, double unit) {
        return used.isEmpty() || messages == 0 ? null : (Double) (used.getAsLong() / unit / messages);
    }

    private static Map<String, Double> latencies(Histogram nanos) {
        Map<String, Double> latencies = new LinkedHashMap<>();
        if (nanos.getTotalCount() > 0) {
            latencies.put("p50", nanos.getValueAtPercentile(50) / 1e3);
            latencies.put("p90", nanos.getValueAtPercentile(90) / 1e3);
            latencies.put("p99", nanos.getValueAtPercentile(99) / 1e3);
            latencies.put("p999", nanos.getValueAtPercentile(99.9) / 1e3);
            latencies.put("max", nanos.getMaxValue() / 1e3);
        }
        return latencies;
    }
}
