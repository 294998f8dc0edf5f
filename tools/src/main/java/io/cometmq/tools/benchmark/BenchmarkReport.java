package io.cometmq.tools.benchmark;

import java.util.Locale;
import java.util.Map;

/** A result for a person to read. Stateless. */
final class BenchmarkReport {
    private BenchmarkReport() {}

    static String table(BenchmarkResult result) {
        StringBuilder out = new StringBuilder();
        line(out, "workload", result.description());
        line(
                out,
                "rate",
                "%,.0f messages/s, %.1f MB/s (%,d in %.1f s)",
                result.rate(),
                result.megabytesPerSecond(),
                result.messages(),
                result.seconds());
        if (result.stored() != null) {
            line(out, "stored", "%,.0f messages/s", result.stored() / result.seconds());
        }
        Map<String, Double> latency = result.latency();
        if (!latency.isEmpty()) {
            line(
                    out,
                    "latency",
                    "p50 %,.0f µs, p90 %,.0f, p99 %,.0f, p99.9 %,.0f, max %,.0f",
                    latency.get("p50"),
                    latency.get("p90"),
                    latency.get("p99"),
                    latency.get("p999"),
                    latency.get("max"));
        }
        line(out, "broker CPU", perMessage(result.brokerCpuMicros(), "%.2f µs a message"));
        line(out, "broker heap", perMessage(result.brokerAllocatedBytes(), "%,.0f bytes a message"));
        line(out, "generator CPU", "%.2f µs a message", result.generatorCpuMicros());
        if (result.refused() > 0) {
            line(out, "refused", "%,d requests, as the broker was busy", result.refused());
        }
        if (result.errors().isEmpty()) {
            line(out, "errors", "none");
        }
        result.errors().forEach((what, count) -> line(out, "errors", "%,d × %s", count, what));
        return out.toString();
    }

    private static String perMessage(Double value, String format) {
        return value == null ? "n/a" : String.format(Locale.ROOT, format, value);
    }

    private static void line(StringBuilder out, String name, String format, Object... values) {
        String text = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
        out.append(String.format(Locale.ROOT, "%-14s %s%n", name, text));
    }
}
