package io.cometmq.broker.pop;

import io.cometmq.broker.state.DamagedTable;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of ordered pops comes to harm. */
class DamagedOrderInfoTest {
    private static final long NOW = 1_795_362_437_284L;

    @TempDir
    Path root;

    private static DamagedTable.Table open(Path directory) {
        OrderedQueues queues = new OrderedQueues(null, null, directory, Runnable::run, () -> NOW);
        return new DamagedTable.Table(
                queues::load, () -> queues.forget(queue -> true), queues::persist, queues::content);
    }

    @Test
    void damageIsSeenOrRefused() throws Exception {
        damage(63, 1);
    }

    @Test
    @Tag("campaign")
    void damageIsSeenOrRefusedThousandsOfTimes() throws Exception {
        damage(3_000, 2);
    }

    private void damage(int times, long seed) throws Exception {
        new DamagedTable("consumerOrderInfo.json", DamagedOrderInfoTest::open, root.resolve("config"))
                .damage(times, new Random(seed));
    }
}
