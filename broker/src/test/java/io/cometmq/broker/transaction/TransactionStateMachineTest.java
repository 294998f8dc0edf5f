package io.cometmq.broker.transaction;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions against their model, with kills and restarts anywhere. A failure names the seed and the step. */
class TransactionStateMachineTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverHappensEachTransactionIsDecidedOnce(long seed) throws Exception {
        run(seed, 20_000);
    }

    @Test
    @Tag("campaign")
    void campaign() throws Exception {
        for (long seed = 1_000; seed < 1_100; seed++) {
            run(seed, 100_000);
        }
    }

    private void run(long seed, int steps) throws Exception {
        int step = 0;
        try (TransactionModel model = new TransactionModel(directory.resolve(Long.toString(seed)), seed)) {
            for (; step < steps; step++) {
                model.step();
            }
            model.checkAll();
        } catch (Exception | AssertionError e) {
            throw new AssertionError("seed " + seed + ", step " + step + ": " + e.getMessage(), e);
        }
    }
}
