package io.cometmq.tools.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return MQAdminStartup.run(
                InputStream.nullInputStream(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                arguments);
    }

    private long tables() {
        return out.toString(UTF_8)
                .lines()
                .filter(line -> line.startsWith("#Broker Name"))
                .count();
    }

    @Test
    void aListingIsShownAgainAlsoAfterAFailureUntilItIsStopped() throws Exception {
        try (FakeCluster cluster = new FakeCluster()) {
            Callable<Integer> command = () -> run("topicStatus", "-t", "T", "--watch", "1", "-n", cluster.address());
            FutureTask<Integer> watch = new FutureTask<>(command);
            Thread thread = new Thread(watch, "watch");
            thread.start();
            try {
                await().atMost(LIMIT).until(() -> tables() >= 2);
                cluster.fail(true);
                await().atMost(LIMIT).until(() -> err.toString(UTF_8).contains("topicStatus: "));
                assertThat(err.toString(UTF_8)).contains("not now");
                cluster.fail(false);
                long before = tables();
                await().atMost(LIMIT).until(() -> tables() > before);
            } finally {
                thread.interrupt();
            }
            assertThat(watch.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void whatFailsAtOnceIsNotWatched() throws Exception {
        try (FakeCluster cluster = new FakeCluster()) {
            cluster.fail(true);
            assertThat(run("topicStatus", "-t", "T", "--watch", "1", "-n", cluster.address()))
                    .isEqualTo(1);
        }
    }

    @Test
    void whatIsNotInOrderHasAStatusOfItsOwn() {
        assertThat(run("doctor", "-n", "127.0.0.1:1")).isEqualTo(3);
        assertThat(out.toString(UTF_8)).contains("problem  name server");
        assertThat(err.toString(UTF_8)).isEqualTo("doctor: 1 problem" + System.lineSeparator());
    }
}
