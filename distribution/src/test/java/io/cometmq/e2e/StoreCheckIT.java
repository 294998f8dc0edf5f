package io.cometmq.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.common.message.MessageExt;
import io.cometmq.e2e.api.MessagingClient.Outgoing;
import io.cometmq.e2e.api.MessagingClient.Producer;
import io.cometmq.e2e.fixture.ClientLibraries;
import io.cometmq.e2e.fixture.Cluster;
import io.cometmq.e2e.fixture.Cluster.Make;
import io.cometmq.e2e.fixture.Command;
import io.cometmq.e2e.fixture.Command.Outcome;
import io.cometmq.e2e.fixture.RawBroker;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** mqadmin storeCheck on directories of brokers of both makes. */
class StoreCheckIT {
    private static final String TOPIC = "Checked";
    private static final int MESSAGES = 200;

    @TempDir
    Path directory;

    private Outcome storeCheck(Cluster cluster, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("storeCheck", "-d", cluster.storeDirectory().toString()));
        arguments.addAll(List.of(more));
        return Command.script(
                Map.of("COMETMQ_LOG_DIR", directory.resolve("logs").toString()),
                "mqadmin",
                arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void aDirectoryIsCheckedAndRepairedAndServesItsMessages(Make make) throws Exception {
        try (Cluster cluster = new Cluster(directory, make).start()) {
            try (Producer producer =
                    ClientLibraries.ROCKETMQ_5.client().producer(cluster.nameServerAddress(), "PG-check")) {
                for (int i = 0; i < MESSAGES; i++) {
                    producer.send(new Outgoing(TOPIC, "t", "k" + i, ("m" + i).getBytes(StandardCharsets.UTF_8)));
                }
                producer.send(new Outgoing(
                        TOPIC,
                        "t",
                        "k",
                        Map.of("TIMER_DELAY_SEC", "10000"),
                        "later".getBytes(StandardCharsets.UTF_8),
                        0));
            }
            if (make == Make.COMETMQ) {
                Outcome running = storeCheck(cluster);
                assertThat(running.status()).as(running.err()).isEqualTo(1);
            }
            cluster.stopBroker();

            Outcome sound = storeCheck(cluster);
            assertThat(sound.status()).as(sound.out() + sound.err()).isZero();
            assertThat(sound.out()).contains("The store is sound.").contains(" records up to offset ");
            flip(cluster.storeDirectory().resolve("consumequeue/" + TOPIC + "/0/00000000000000000000"), 27);
            Outcome repaired = storeCheck(cluster, "--repair");
            assertThat(repaired.status()).as(repaired.out() + repaired.err()).isEqualTo(3);
            assertThat(repaired.out())
                    .contains("REPAIRABLE", "consumequeue/" + TOPIC + "/0", "The store is sound now.");
        }
        try (Cluster cluster = new Cluster(directory, Make.COMETMQ).start();
                RawBroker raw = new RawBroker(cluster)) {
            List<String> bodies = new ArrayList<>();
            for (int queueId = 0; queueId < 4; queueId++) {
                for (MessageExt message : raw.readQueue(TOPIC, queueId)) {
                    bodies.add(new String(message.getBody(), StandardCharsets.UTF_8));
                }
            }
            assertThat(bodies).hasSize(MESSAGES).doesNotHaveDuplicates();
        }
    }

    private static void flip(Path file, long position) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(position);
            int old = raw.read();
            raw.seek(position);
            raw.write(old ^ 4);
        }
    }
}
