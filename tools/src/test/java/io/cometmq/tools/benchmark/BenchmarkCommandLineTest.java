package io.cometmq.tools.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.apache.commons.cli.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkCommandLineTest {
    private static BenchmarkOptions parse(String line) throws ParseException {
        return BenchmarkCommandLine.parse(line.split(" ", -1));
    }

    @Test
    void everyOptionIsHeard() throws ParseException {
        BenchmarkOptions options =
                parse("send -b 10.0.0.1:1234 -p 77 -s 128 -c 2 -w 16 --threads 2 -t T --topics 3 -q 5"
                        + " --batch 10 --oneway --properties KEYS,TAGS --warm-up 0.5 -d 2 --label x:y -o json");
        assertThat(options.broker().getHostString()).isEqualTo("10.0.0.1");
        assertThat(options.broker().getPort()).isEqualTo(1234);
        assertThat(options.brokerPid()).hasValue(77);
        assertThat(options.bodyBytes()).isEqualTo(128);
        assertThat(options.connections()).isEqualTo(2);
        assertThat(options.window()).isEqualTo(16);
        assertThat(options.threads()).isEqualTo(2);
        assertThat(options.topicNames()).containsExactly("T_0", "T_1", "T_2");
        assertThat(options.queues()).isEqualTo(5);
        assertThat(options.batch()).isEqualTo(10);
        assertThat(options.oneway()).isTrue();
        assertThat(options.properties()).containsExactlyInAnyOrder("KEYS", "TAGS");
        assertThat(options.warmUpSeconds()).isEqualTo(0.5);
        assertThat(options.seconds()).isEqualTo(2);
        assertThat(options.label()).isEqualTo("x:y");
        assertThat(options.json()).isTrue();
    }

    @Test
    void workloadsHaveTheirOwnDefaults() throws ParseException {
        assertThat(parse("send").window()).isEqualTo(64);
        assertThat(parse("latency").connections()).isEqualTo(1);
        assertThat(parse("e2e").rate()).isEqualTo(1000);
        assertThat(parse("pull").topicNames()).containsExactly("Benchmark_pull");
        assertThat(parse("send").brokerPid()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "fly, there is no workload fly",
        "send pull, name one workload",
        "send -s big, --size takes a number from 1",
        "send -s 0, --size takes a number from 1",
        "send -b broker, --broker takes HOST:PORT",
        "send -b broker:99999, --broker takes HOST:PORT",
        "send -d 0, --seconds takes seconds",
        "'send --properties A,TAGS', --properties takes none or a list",
        "send -o xml, --output takes table or json",
        "latency -w 2, latency is measured with",
        "e2e -s 4, e2e needs --size of at least 8",
        "pull --oneway, --oneway belongs to send",
        "e2e --batch 2, --batch belongs to send",
        "send --batch 10000 -s 1024, more than a broker takes",
        "send --fast, --fast"
    })
    void complaintsNameTheOption(String line, String complaint) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(ParseException.class).hasMessageContaining(complaint);
    }

    @Test
    void theProgramSaysWhatIsWrongAndFails() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
        int status = BenchmarkStartup.run(new String[] {"send", "-w", "x"}, out, new PrintStream(err, true, UTF_8));
        assertThat(status).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .startsWith("benchmark: --window takes a number")
                .hasLineCount(1);
    }

    @Test
    void helpNamesEveryWorkload() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = BenchmarkStartup.run(new String[] {"-h"}, new PrintStream(out, true, UTF_8), System.err);
        assertThat(status).isZero();
        assertThat(out.toString(UTF_8))
                .contains("usage: benchmark", "send ", "latency ", "pull ", "e2e ", "--broker-pid PID");
    }
}
