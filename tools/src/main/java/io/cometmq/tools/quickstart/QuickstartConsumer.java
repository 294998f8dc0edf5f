package io.cometmq.tools.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.client.consumer.DefaultMQPushConsumer;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyContext;
import io.cometmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.cometmq.client.consumer.listener.MessageListenerConcurrently;
import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.common.message.MessageExt;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The consuming process. Arguments: name server, topic. It learns from a line on its standard input how many lines there are, and ends when
 * it has them all, or when none has come for a while.
 */
public final class QuickstartConsumer {
    private static final String GROUP = "quickstart_consumer";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(40);
    private static final int REPORT_EVERY_MILLIS = 100;
    private static final int LOST = 1;

    /** Guarded by this. */
    private final Tally tally = new Tally();

    /** When a line came last; guarded by this. */
    private long lastNanos = System.nanoTime();

    /** Guarded by this; negative while it is not known. */
    private long expected = -1;

    private QuickstartConsumer() {}

    public static void main(String[] args) throws Exception {
        QuickstartConsumer quickstart = new QuickstartConsumer();
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(GROUP);
        consumer.setNamesrvAddr(args[0]);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(args[1], "*");
        consumer.registerMessageListener((MessageListenerConcurrently) quickstart::consume);
        consumer.start();
        Thread input = new Thread(quickstart::readExpected, "expected");
        input.setDaemon(true);
        input.start();
        String lost;
        try {
            lost = quickstart.awaitAll();
        } finally {
            consumer.shutdown();
        }
        if (lost != null) {
            System.err.println(lost);
            System.exit(LOST);
        }
    }

    private synchronized ConsumeConcurrentlyStatus consume(
            List<MessageExt> messages, ConsumeConcurrentlyContext context) {
        for (MessageExt message : messages) {
            tally.add(Integer.parseInt(message.getKeys()), message.getBody());
        }
        lastNanos = System.nanoTime();
        return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
    }

    private void readExpected() {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        // Without a number the one that started us is gone: there is nothing to wait for.
        long number = in.lines().findFirst().map(Long::parseLong).orElse(0L);
        synchronized (this) {
            expected = number;
            lastNanos = System.nanoTime();
        }
    }

    /** Null when all have come, else what is missing. */
    private synchronized String awaitAll() throws InterruptedException {
        while (expected < 0 || tally.lines() < expected) {
            if (expected >= 0 && System.nanoTime() - lastNanos > PATIENCE_NANOS) {
                return (expected - tally.lines()) + " of " + expected + " lines have not come, the first is line "
                        + (tally.firstMissing() + 1) + "; nothing came for "
                        + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS)
                        + " s";
            }
            wait(REPORT_EVERY_MILLIS);
            System.out.println(Report.progress(tally).text());
        }
        System.out.println(Report.finished(tally).text());
        return null;
    }
}
