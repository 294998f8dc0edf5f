package io.cometmq.e2e;

import static io.cometmq.e2e.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.common.message.MessageExt;
import io.cometmq.e2e.api.MessagingClient.Outgoing;
import io.cometmq.e2e.api.MessagingClient.Producer;
import io.cometmq.e2e.api.MessagingClient.Sent;
import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.RawBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 under load: what was acknowledged is there afterwards, unaltered, at the offset that was acknowledged. */
class CrashIT {
    private static final int ROUNDS = 10;
    private static final int SEGMENT_BYTES = 1 << 20;
    private static final int SENDERS = 4;
    private static final String TOPIC = "Crash";

    private record Acknowledged(String body, int queueId, long queueOffset) {}

    @TempDir
    Path directory;

    @Test
    void noAcknowledgedMessageIsMissingAlteredOrMoved() throws Exception {
        ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger numbers = new AtomicInteger();
        // Small segments, so that rolling over is among the things that are interrupted.
        try (Cluster cluster = new Cluster(directory, Cluster.Make.COMETMQ)
                        .with("mappedFileSizeCommitLog", Integer.toString(SEGMENT_BYTES))
                        .asUsersRunIt()
                        .start();
                Producer producer =
                        ClientLibraries.COMETMQ.client().producer(cluster.nameServerAddress(), "PG-crash")) {
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                Thread sender = new Thread(() -> sendUntil(stop, producer, numbers, acknowledged), "sender-" + i);
                sender.start();
                senders.add(sender);
            }
            Random random = new Random(7);
            for (int round = 0; round < ROUNDS; round++) {
                int before = acknowledged.size();
                int wanted = 200 + random.nextInt(600);
                await().until(() -> acknowledged.size() >= before + wanted);
                cluster.killBroker();
                cluster.startBroker();
            }
            stop.set(true);
            for (Thread sender : senders) {
                sender.join();
            }
            verify(cluster, acknowledged);
        }
    }

    private static void sendUntil(
            AtomicBoolean stop,
            Producer producer,
            AtomicInteger numbers,
            ConcurrentLinkedQueue<Acknowledged> acknowledged) {
        while (!stop.get()) {
            String body = "message " + numbers.incrementAndGet() + " " + "x".repeat(numbers.get() % 2_000);
            try {
                Sent sent = producer.send(new Outgoing(TOPIC, "t", "k", body.getBytes(StandardCharsets.UTF_8)));
                if ("SEND_OK".equals(sent.status())) {
                    acknowledged.add(new Acknowledged(body, sent.queueId(), sent.queueOffset()));
                }
            } catch (Exception refused) {
                // The broker is down: nothing was promised for this message.
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private static void verify(Cluster cluster, ConcurrentLinkedQueue<Acknowledged> acknowledged) throws Exception {
        Map<Integer, List<MessageExt>> stored = new HashMap<>();
        try (RawBroker raw = new RawBroker(cluster)) {
            for (Acknowledged message : acknowledged) {
                if (!stored.containsKey(message.queueId)) {
                    stored.put(message.queueId, raw.readQueue(TOPIC, message.queueId));
                }
                List<MessageExt> queue = stored.get(message.queueId);
                assertThat(queue.size())
                        .as("messages in queue " + message.queueId)
                        .isGreaterThan((int) message.queueOffset);
                MessageExt there = queue.get((int) message.queueOffset);
                assertThat(there.getQueueOffset()).isEqualTo(message.queueOffset);
                assertThat(new String(there.getBody(), StandardCharsets.UTF_8)).isEqualTo(message.body);
            }
        }
    }
}
