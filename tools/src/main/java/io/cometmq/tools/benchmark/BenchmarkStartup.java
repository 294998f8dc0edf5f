package io.cometmq.tools.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.common.json.Json;
import io.cometmq.remoting.exception.RemotingException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.cli.ParseException;

/**
 * The program {@code bin/benchmark}. Exit status: 0 when all went well, 1 when the run failed or any request did, 2 when it
 * does not understand its arguments.
 */
public final class BenchmarkStartup {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private BenchmarkStartup() {}

    /** Runs one workload, or compares reports. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        PrintStream err = new PrintStream(System.err, true, UTF_8);
        int status = run(arguments, out, err);
        out.flush();
        System.exit(status);
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        if (arguments.length > 0
                && arguments[0].equals(NamesrvBenchmarkOptions.WORD)
                && BenchmarkCommandLine.wantsHelp(arguments)) {
            out.print(NamesrvBenchmarkOptions.USAGE);
            return 0;
        }
        if (BenchmarkCommandLine.wantsHelp(arguments)) {
            BenchmarkCommandLine.printHelp(new PrintWriter(out, true, UTF_8));
            return 0;
        }
        try {
            return switch (arguments[0]) {
                case "compare" -> compare(arguments, out);
                case NamesrvBenchmarkOptions.WORD -> nameServer(arguments, out);
                default -> measure(arguments, out, err);
            };
        } catch (ParseException | IllegalArgumentException e) {
            err.println("benchmark: " + e.getMessage() + " (benchmark --help)");
            return MISUSED;
        } catch (IOException | RemotingException e) {
            err.println("benchmark: " + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("benchmark: interrupted");
            return FAILED;
        }
    }

    private static int measure(String[] arguments, PrintStream out, PrintStream err)
            throws ParseException, IOException, InterruptedException {
        BenchmarkOptions options = BenchmarkCommandLine.parse(arguments);
        BenchmarkResult result = Benchmark.run(options);
        if (options.json()) {
            out.println(Json.toJson(result));
        } else {
            out.print(BenchmarkReport.table(result));
        }
        if (!result.errors().isEmpty()) {
            err.println("benchmark: not every request went well: " + result.errors());
            return FAILED;
        }
        return 0;
    }

    private static int nameServer(String[] arguments, PrintStream out)
            throws ParseException, IOException, RemotingException, InterruptedException {
        NamesrvBenchmarkOptions options = NamesrvBenchmarkOptions.parse(arguments);
        try (NamesrvBenchmark benchmark = new NamesrvBenchmark(options)) {
            NamesrvBenchmark.Result result = benchmark.run();
            out.println(options.json() ? Json.toJson(result) : result.text());
            return result.errors() == 0 ? 0 : FAILED;
        }
    }

    private static int compare(String[] arguments, PrintStream out) throws ParseException, IOException {
        if (arguments.length != 2) {
            throw new ParseException("compare takes one file of reports");
        }
        Path file = Path.of(arguments[1]);
        if (!Files.isReadable(file)) {
            throw new IOException("cannot read the reports in " + file);
        }
        out.print(new Comparison(Files.readAllLines(file)).table());
        return 0;
    }
}
