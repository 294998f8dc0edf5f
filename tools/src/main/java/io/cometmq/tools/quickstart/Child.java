package io.cometmq.tools.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that was started here. Thread-safe. */
final class Child {
    private static final int LAST_LINES = 8;
    private static final long STOP_SECONDS = 20;

    private final String name;
    private final Path errors;
    private final Process process;

    /** Null for a process that does not report. */
    private Thread reader;

    /** What it reported last; written by the thread that reads its output. */
    private volatile Report report = Report.NOTHING_YET;

    private Child(String name, Path errors, Process process) {
        this.name = name;
        this.errors = errors;
        this.process = process;
    }

    /** Starts a server, whose output goes to a file. */
    static Child server(String name, List<String> command, Map<String, String> environment, Path directory)
            throws QuickstartFailure {
        Path output = directory.resolve(fileName(name) + ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // What is set for other servers of this machine must not reach these.
        builder.environment().keySet().removeIf(Child::isServerSetting);
        builder.environment().putAll(environment);
        return new Child(name, output, start(name, builder));
    }

    private static boolean isServerSetting(String variable) {
        return variable.startsWith("COMETMQ_NAMESRV_")
                || variable.startsWith("COMETMQ_BROKER_")
                || variable.equals("NAMESRV_ADDR");
    }

    /** Starts a process that reports what it does. */
    static Child worker(String name, List<String> command, Path directory) throws QuickstartFailure {
        Path errors = directory.resolve(fileName(name) + ".err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        Child child = new Child(name, errors, start(name, builder));
        child.reader = new Thread(child::readReports, name + "-reports");
        child.reader.setDaemon(true);
        child.reader.start();
        return child;
    }

    private static String fileName(String name) {
        return name.replace(' ', '-');
    }

    private static Process start(String name, ProcessBuilder builder) throws QuickstartFailure {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new QuickstartFailure("the " + name + " cannot be started: " + e.getMessage(), e);
        }
    }

    private void readReports() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            String line;
            while ((line = in.readLine()) != null) {
                Report.parse(line).ifPresent(each -> report = each);
            }
        } catch (IOException e) {
            // The process has ended; requireAlive tells why.
        }
    }

    Report report() {
        return report;
    }

    long pid() {
        return process.pid();
    }

    /** Writes a line to its standard input. */
    void tell(String line) {
        PrintStream in = new PrintStream(process.getOutputStream(), true, UTF_8);
        in.println(line);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What the process said last, for a person. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(errors, UTF_8);
            List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
            return last.isEmpty() ? "it said nothing" : String.join("\n  ", last);
        } catch (IOException e) {
            return "what it said cannot be read: " + e.getMessage();
        }
    }

    /** @throws QuickstartFailure when the process has ended without having finished its work */
    void requireAlive() throws QuickstartFailure, InterruptedException {
        if (process.isAlive()) {
            return;
        }
        if (reader != null) {
            // Its last report may still be on the way.
            reader.join();
        }
        if (!(report.finished() && process.exitValue() == 0)) {
            throw new QuickstartFailure("the " + name + " (process " + pid() + ") ended with status "
                    + process.exitValue() + ":\n  " + lastWords());
        }
    }

    /** Asks it to stop, waits, and ends it when it does not. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
