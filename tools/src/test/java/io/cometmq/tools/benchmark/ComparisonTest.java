package io.cometmq.tools.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static String report(String label, double rate, Double cpu, Map<String, Long> errors) {
        return Json.toJson(new BenchmarkResult(
                label, "d", 10, 100, rate, 1, Map.of("p50", 5.0, "p99", 9.0), cpu, null, 0.5, null, 0, errors));
    }

    @Test
    void takesMediansAndDividesTheFirstSideByTheSecond() {
        String table = new Comparison(List.of(
                        report("a:send", 300, 1.0, Map.of()),
                        report("b:send", 100, 3.0, Map.of()),
                        report("a:send", 200, 2.0, Map.of()),
                        report("b:send", 80, null, Map.of()),
                        report("a:send", 1000, 9.0, Map.of())))
                .table();
        assertThat(table.lines().map(line -> line.replaceAll(" +", " ")))
                .containsSequence(
                        "workload median of the rounds a b ratio",
                        "send rate, messages/s 300 90 3.33",
                        " latency p50, µs 5 5 1.00",
                        " latency p99, µs 9 9 1.00",
                        " broker CPU, µs/message 2.00 3.00 0.67")
                .noneMatch(line -> line.contains("heap"));
    }

    @Test
    void showsErrors() {
        assertThat(new Comparison(List.of(
                                report("a:send", 1, null, Map.of("code 2", 7L)), report("b:send", 1, null, Map.of())))
                        .table())
                .contains("ERROR of a: code 2=7");
    }

    @Test
    void refusesWhatIsNoComparison() {
        assertThatThrownBy(() -> new Comparison(List.of(report("a:send", 1, null, Map.of()))))
                .hasMessageContaining("two sides, not of [a]");
        assertThatThrownBy(() -> new Comparison(List.of("oops"))).hasMessageContaining("not a report");
        assertThatThrownBy(() -> new Comparison(List.of(report("send", 1, null, Map.of()))))
                .hasMessageContaining("SIDE:WORKLOAD");
    }
}
