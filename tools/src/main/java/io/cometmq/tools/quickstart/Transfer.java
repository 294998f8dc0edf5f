package io.cometmq.tools.quickstart;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Publishes the files' lines in one process, consumes them in another, and compares. For one thread, but {@link #stop}. */
final class Transfer {
    private static final String TOPIC = "quickstart";
    private static final long PAUSE_MILLIS = 20;

    /**
     * What was done.
     *
     * @param publishNanos from the first report of the publishing process to its last
     * @param consumeNanos from the first message consumed to the last
     */
    record Result(Report published, Report consumed, long publishNanos, long consumeNanos) {}

    private final Cluster cluster;
    private final List<Path> files;
    private final long total;
    private final Path data;
    private volatile Child producer;
    private volatile Child consumer;

    /** @param total how many lines the files have */
    Transfer(Cluster cluster, List<Path> files, long total, Path data) {
        this.cluster = cluster;
        this.files = files;
        this.total = total;
        this.data = data;
    }

    Result run(PrintStream out, boolean plain) throws QuickstartFailure, InterruptedException {
        ProgressView view = new ProgressView(out, plain, total);
        Stream<String> paths = files.stream().map(file -> file.toAbsolutePath().toString());
        producer = worker("publishing process", QuickstartProducer.class, paths);
        Phase publishing = new Phase(producer);
        // The topic comes into being with its first message: a consumer that looks earlier looks again only much later.
        while (producer.report().lines() == 0) {
            watch();
            producer.requireAlive();
        }
        consumer = worker("consuming process", QuickstartConsumer.class, Stream.empty());
        Phase consuming = new Phase(consumer);
        boolean allPublished = false;
        boolean allConsumed = false;
        while (!allConsumed) {
            watch();
            producer.requireAlive();
            consumer.requireAlive();
            if (publishing.isOver() && !allPublished) {
                consumer.tell(Long.toString(producer.report().lines()));
                allPublished = true;
            }
            allConsumed = consuming.isOver();
            view.show(producer.report().lines(), consumer.report().lines());
        }
        view.last(producer.report().lines(), consumer.report().lines());
        Result result = new Result(producer.report(), consumer.report(), publishing.nanos(), consuming.nanos());
        compare(result);
        return result;
    }

    private void watch() throws QuickstartFailure, InterruptedException {
        for (Child server : cluster.running()) {
            server.requireAlive();
        }
        Thread.sleep(PAUSE_MILLIS);
    }

    private static void compare(Result result) throws QuickstartFailure {
        if (result.published.lines() != result.consumed.lines()) {
            throw new QuickstartFailure(ProgressView.format(
                    "%,d lines were published, but %,d consumed", result.published.lines(), result.consumed.lines()));
        }
        if (!result.published.hash().equals(result.consumed.hash())) {
            throw new QuickstartFailure("what was consumed is not what was published: hash " + result.published.hash()
                    + " against " + result.consumed.hash());
        }
    }

    /** From the first line that a process reports to the report that it has finished. */
    private static final class Phase {
        private final Child child;
        private long firstNanos;
        private long lastNanos;

        Phase(Child child) {
            this.child = child;
        }

        boolean isOver() {
            Report report = child.report();
            if (firstNanos == 0 && report.lines() > 0) {
                firstNanos = System.nanoTime();
            }
            if (lastNanos == 0 && report.finished()) {
                lastNanos = System.nanoTime();
            }
            return lastNanos != 0;
        }

        long nanos() {
            return firstNanos == 0 ? 0 : Math.max(1, lastNanos - firstNanos);
        }
    }

    /** A JVM like this one with another main class. */
    private Child worker(String name, Class<?> main, Stream<String> arguments) throws QuickstartFailure {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-Dcometmq.log.dir=" + data.resolve("logs").resolve(main.getSimpleName()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(cluster.namesrvAddress(), TOPIC));
        arguments.forEach(command::add);
        return Child.worker(name, command, data);
    }

    /** Ends the processes. Any thread. */
    void stop() {
        for (Child child : new Child[] {consumer, producer}) {
            if (child != null) {
                child.stop();
            }
        }
    }
}
