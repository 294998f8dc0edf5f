package io.cometmq.broker.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cometmq.broker.server.RunningBroker;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.topic.TopicValidator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelayLevelTest {
    private static final int MESSAGES = 30;
    private static final long[] DELAYS_MILLIS = {1_000, 2_000};

    @TempDir
    private Path directory;

    @Test
    void messagesAreDeliveredInOrderAndNeverBeforeTheirDelayIsOver() throws Exception {
        try (RunningBroker broker = RunningBroker.start(directory, "messageDelayLevel", "1s 2s")) {
            for (int i = 0; i < MESSAGES; i++) {
                int level = 1 + i % 2;
                broker.send("T", level, "m" + i, "DELAY", Integer.toString(level));
            }
            for (int level = 1; level <= 2; level++) {
                int queueId = level;
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> broker.messages("T", queueId, 0).size() == MESSAGES / 2);
                List<MessageExt> waiting = broker.messages(TopicValidator.RMQ_SYS_SCHEDULE_TOPIC, level - 1, 0);
                List<MessageExt> delivered = broker.messages("T", level, 0);
                for (int i = 0; i < delivered.size(); i++) {
                    assertThat(delivered.get(i).getBody())
                            .isEqualTo(waiting.get(i).getBody());
                    assertThat(delivered.get(i).getStoreTimestamp())
                            .as("message %d of level %d", i, level)
                            .isGreaterThanOrEqualTo(waiting.get(i).getStoreTimestamp() + DELAYS_MILLIS[level - 1]);
                }
            }
        }
    }
}
