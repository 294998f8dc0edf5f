package io.cometmq.broker.diagnosis;

import io.cometmq.common.config.Key;

/** When something looks wrong; CometMQ's own keys. Immutable. */
public record DiagnosisConfig(
        @Key(
                value = "120000",
                meaning =
                        "A queue whose group commits nothing for so long, though there are messages, is reported as stuck.",
                min = 100,
                max = 86_400_000,
                unit = "ms")
        long stuckQueueMillis) {

    /** An ordered message is retried every second, and a slow one may take a minute: a look now and then is enough. */
    private static final long MAX_PERIOD_MILLIS = 30_000;

    /** How often offsets are looked at. */
    public long periodMillis() {
        return Math.min(MAX_PERIOD_MILLIS, stuckQueueMillis / 2);
    }
}
