package io.cometmq.tools.benchmark;

import io.cometmq.common.json.Json;
import io.cometmq.common.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Medians and ratios of two brokers over several rounds. Immutable.
 *
 * <p>A report belongs to a side and a workload by its label, {@code SIDE:WORKLOAD}. The side that is named first is the one
 * whose figures are divided by the other's.
 */
final class Comparison {
    /** A figure of a run; {@code of} gives null when it was not measured. */
    private record Figure(String text, String format, Function<BenchmarkResult, Double> of) {}

    private static final List<Figure> FIGURES = List.of(
            new Figure("rate, messages/s", "%,.0f", BenchmarkResult::rate),
            new Figure("stored, messages/s", "%,.0f", Comparison::storedRate),
            new Figure("refused as busy", "%,.0f", run -> run.refused() == 0 ? null : (Double) (double) run.refused()),
            new Figure("latency p50, µs", "%,.0f", run -> run.latency().get("p50")),
            new Figure("latency p99, µs", "%,.0f", run -> run.latency().get("p99")),
            new Figure("broker CPU, µs/message", "%,.2f", BenchmarkResult::brokerCpuMicros),
            new Figure("broker heap, bytes/message", "%,.0f", BenchmarkResult::brokerAllocatedBytes));

    private final Map<String, Map<String, List<BenchmarkResult>>> runsByWorkloadAndSide = new LinkedHashMap<>();
    private final Set<String> sides = new LinkedHashSet<>();

    /**
     * Takes the reports of all rounds, each a line of JSON.
     *
     * @throws IllegalArgumentException when a line is no report, or they are not of two sides
     */
    Comparison(List<String> reports) {
        for (String line : reports) {
            add(report(line));
        }
        if (sides.size() != 2) {
            throw new IllegalArgumentException("a comparison needs the reports of two sides, not of " + sides);
        }
    }

    private static BenchmarkResult report(String line) {
        try {
            return Json.fromJson(line, BenchmarkResult.class);
        } catch (JsonException e) {
            throw new IllegalArgumentException("not a report: " + e.getMessage(), e);
        }
    }

    private void add(BenchmarkResult run) {
        String label = String.valueOf(run.label());
        int colon = label.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("a report's label must be SIDE:WORKLOAD, not " + label);
        }
        String side = label.substring(0, colon);
        sides.add(side);
        runsByWorkloadAndSide
                .computeIfAbsent(label.substring(colon + 1), workload -> new LinkedHashMap<>())
                .computeIfAbsent(side, none -> new ArrayList<>())
                .add(run);
    }

    /** The table for a person. */
    String table() {
        List<String> names = List.copyOf(sides);
        StringBuilder out = new StringBuilder();
        row(out, "workload", "median of the rounds", names.get(0), names.get(1), "ratio");
        runsByWorkloadAndSide.forEach((workload, runs) -> {
            String first = workload;
            for (Figure figure : FIGURES) {
                Double one = median(figure, runs.getOrDefault(names.get(0), List.of()));
                Double other = median(figure, runs.getOrDefault(names.get(1), List.of()));
                if (one != null || other != null) {
                    row(out, first, figure.text(), text(figure, one), text(figure, other), ratio(one, other));
                    first = "";
                }
            }
            errors(out, runs);
        });
        return out.toString();
    }

    private static void errors(StringBuilder out, Map<String, List<BenchmarkResult>> runs) {
        runs.forEach((side, results) -> results.stream()
                .flatMap(run -> run.errors().entrySet().stream())
                .forEach(error -> out.append(String.format(Locale.ROOT, "%16s ERROR of %s: %s%n", "", side, error))));
    }

    private static void row(StringBuilder out, String workload, String figure, String one, String other, String ratio) {
        out.append(String.format(Locale.ROOT, "%-16s %-27s %14s %14s %8s%n", workload, figure, one, other, ratio));
    }

    private static String text(Figure figure, Double value) {
        return value == null ? "n/a" : String.format(Locale.ROOT, figure.format(), value);
    }

    private static String ratio(Double one, Double other) {
        return one == null || other == null || other == 0 ? "" : String.format(Locale.ROOT, "%.2f", one / other);
    }

    private static Double median(Figure figure, List<BenchmarkResult> runs) {
        double[] values = runs.stream()
                .map(figure.of())
                .flatMap(Stream::ofNullable)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        int half = values.length / 2;
        if (values.length == 0) {
            return null;
        }
        return values.length % 2 == 1 ? values[half] : (Double) ((values[half - 1] + values[half]) / 2);
    }

    private static Double storedRate(BenchmarkResult run) {
        return run.stored() == null ? null : (Double) (run.stored() / run.seconds());
    }
}
