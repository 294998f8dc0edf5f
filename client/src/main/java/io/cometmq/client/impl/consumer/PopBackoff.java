package io.cometmq.client.impl.consumer;

import java.util.concurrent.TimeUnit;

/** How long a popped message that was not consumed waits until it comes again (docs/protocol/semantics.md 13.7). Stateless. */
final class PopBackoff {
    private static final int[] SECONDS = {
        10, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600, 1200, 1800, 3600, 7200
    };

    private PopBackoff() {}

    /** @param delayLevel what the listener asks for; 0: as often as the message has come decides */
    static long delayMillis(int delayLevel, int reconsumeTimes) {
        int index = delayLevel > 0 ? delayLevel : reconsumeTimes;
        return TimeUnit.SECONDS.toMillis(SECONDS[Math.max(0, Math.min(index, SECONDS.length - 1))]);
    }
}
