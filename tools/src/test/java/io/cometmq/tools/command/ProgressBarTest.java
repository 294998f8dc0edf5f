package io.cometmq.tools.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();
    private final ProgressBar bar = new ProgressBar(new PrintStream(terminal, true, UTF_8), "log", 200, clock::get);

    @Test
    void growsToItsEndForThoseWhoWait() {
        bar.accept(20);
        assertThat(terminal.size()).isZero();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        bar.accept(50);
        int shown = terminal.size();
        bar.accept(51);
        assertThat(terminal.size()).as("the same percentage").isEqualTo(shown);
        bar.accept(200);
        assertThat(terminal.toString(UTF_8))
                .startsWith("\rlog [##########....")
                .contains(" 25 %")
                .endsWith("100 %" + System.lineSeparator());
    }

    @Test
    void isNotSeenWhereNobodyWaits() {
        bar.accept(100);
        bar.accept(200);
        assertThat(terminal.size()).isZero();
    }
}
