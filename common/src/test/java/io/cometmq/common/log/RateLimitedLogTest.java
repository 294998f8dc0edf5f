package io.cometmq.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RateLimitedLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("rate-limited");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong(-5);
    private final RateLimitedLog log = new RateLimitedLog(logger, Duration.ofSeconds(1), nanos::get);

    @BeforeEach
    void setUp() {
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
    }

    @AfterEach
    void tearDown() {
        logger.detachAppender(lines);
    }

    @Test
    void logsOneLinePerIntervalAndCountsTheOthers() {
        log.warn("bad frame from {}", "a");
        log.warn("bad frame from {}", "b");
        nanos.addAndGet(999_999_999);
        log.warn("bad frame from {}", "c");
        nanos.addAndGet(1);
        log.warn("bad frame from {}", "d");
        nanos.addAndGet(2_000_000_000L);
        log.info("bad frame from {}", "e");
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "bad frame from a", "bad frame from d (and 2 more like this before)", "bad frame from e");
        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.WARN, Level.INFO);
    }
}
