package io.cometmq.tools.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.cli.ParseException;

/** The demonstration: starts the processes, watches them, compares, and stops what it started. */
public final class Quickstart {
    private static final int FAILURE = 1;
    private static final int WRONG_USE = 2;
    private static final double NANOS_PER_SECOND = 1e9;

    private final QuickstartOptions options;
    private final Path home;
    private final Path data;
    private final PrintStream out;
    private final Cluster cluster;

    /** Null until there is one. */
    private volatile Transfer transfer;

    private volatile boolean keep;

    private Quickstart(QuickstartOptions options, Path home, Path data, PrintStream out) {
        this.options = options;
        this.home = home;
        this.data = data;
        this.out = out;
        this.cluster = new Cluster(home, options, data);
    }

    /** Started by bin/quickstart, which makes the directory for data and logs. */
    public static void main(String[] args) throws InterruptedException {
        Path data = Path.of(System.getenv("COMETMQ_QUICKSTART_DATA"));
        QuickstartOptions options;
        try {
            options = QuickstartOptions.parse(args);
        } catch (ParseException e) {
            System.err.println("quickstart: " + e.getMessage());
            System.err.print(QuickstartOptions.USAGE);
            delete(data, System.err);
            System.exit(WRONG_USE);
            return;
        }
        if (options.help()) {
            System.out.print(QuickstartOptions.USAGE);
            delete(data, System.out);
            return;
        }
        Path home = Path.of(System.getProperty("cometmq.home"));
        Quickstart quickstart = new Quickstart(options, home, data, System.out);
        Thread stop = new Thread(quickstart::stop, "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            quickstart.run();
        } catch (QuickstartFailure e) {
            System.err.println("quickstart failed: " + e.getMessage());
            if (quickstart.cluster.hasStarted()) {
                System.err.println("Logs and data are in " + data);
            } else {
                delete(data, System.err);
            }
            System.exit(FAILURE);
        }
    }

    private void run() throws QuickstartFailure, InterruptedException {
        List<Path> files = files();
        long total = count(files);
        if (total == 0) {
            throw new QuickstartFailure("there is nothing to publish: " + files + " are empty");
        }
        out.println("Starting a name server and a broker; data and logs are in " + data);
        cluster.start();
        out.println("Name server " + cluster.namesrvAddress() + ", broker " + cluster.brokerAddress());
        out.println(ProgressView.format("Publishing %,d lines of %,d file(s) ...", total, files.size()));
        transfer = new Transfer(cluster, files, total, data);
        Transfer.Result result = transfer.run(out, options.plain());
        if (result.published().lines() != total) {
            throw new QuickstartFailure("the files have " + total + " lines, but "
                    + result.published().lines() + " were published");
        }
        tell(result);
        if (options.keep()) {
            keepRunning();
        } else {
            stop();
            delete(data, out);
        }
    }

    private void tell(Transfer.Result result) {
        Report published = result.published();
        out.println(rate("published", published, result.publishNanos()));
        out.println(rate("consumed", result.consumed(), result.consumeNanos())
                + ProgressView.format(", %,d of them twice", result.consumed().duplicates()));
        out.println("count and content are equal: " + published.lines() + " lines, hash "
                + published.hash().substring(0, 16));
    }

    private static String rate(String what, Report report, long nanos) {
        double seconds = nanos / NANOS_PER_SECOND;
        return ProgressView.format(
                "%s %,d lines, %,d bytes in %.2f s: %,.0f a second, %.1f MB/s",
                what,
                report.lines(),
                report.bytes(),
                seconds,
                report.lines() / seconds,
                report.bytes() / seconds / (1 << 20));
    }

    private void keepRunning() {
        keep = true;
        out.println("Name server and broker go on.");
        out.println("  name server:    " + cluster.namesrvAddress());
        out.println("  broker:         " + cluster.brokerAddress());
        out.println("  data and logs:  " + data);
        StringBuilder pids = new StringBuilder();
        cluster.running().forEach(child -> pids.append(' ').append(child.pid()));
        out.println("  to look at it:  " + home.resolve("bin/mqadmin") + " clusterList -n " + cluster.namesrvAddress());
        out.println("  to stop it:     kill" + pids);
    }

    private List<Path> files() throws QuickstartFailure {
        for (Path file : options.files()) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new QuickstartFailure("there is no file " + file + " that can be read");
            }
        }
        return options.files().isEmpty() ? documents() : options.files();
    }

    private List<Path> documents() throws QuickstartFailure {
        try (Stream<Path> found = Files.walk(home)) {
            return found.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new QuickstartFailure("the documents of " + home + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static long count(List<Path> files) throws QuickstartFailure {
        long lines = 0;
        try (LineReader reader = new LineReader(files)) {
            while (reader.next() != null) {
                lines++;
            }
        } catch (IOException e) {
            throw new QuickstartFailure("the files cannot be read: " + e.getMessage(), e);
        }
        if (lines > Integer.MAX_VALUE) {
            throw new QuickstartFailure("that are more lines than this demonstration can number: " + lines);
        }
        return lines;
    }

    /** Stops what was started, unless it is to go on. Any thread, any number of times. */
    private void stop() {
        if (transfer != null) {
            transfer.stop();
        }
        if (!keep) {
            cluster.stop();
        }
    }

    private static void delete(Path data, PrintStream out) {
        try (Stream<Path> all = Files.walk(data)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            out.println("Some files are left in " + data + ": " + e.getMessage());
        }
    }
}
