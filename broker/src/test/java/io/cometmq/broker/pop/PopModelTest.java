package io.cometmq.broker.pop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random pops, acknowledgements, changes, expiries, restarts and kills against a model: nothing is lost, nothing acknowledged comes again, and
 * nothing comes to two while it is invisible. What fails names its seed.
 */
class PopModelTest {
    private static final int STEPS = 10_000;
    private static final int CAMPAIGN_SEEDS = 100;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void keepsItsPromises(long seed) throws Exception {
        run(seed);
    }

    @Test
    @Tag("campaign")
    void keepsItsPromisesForManySeeds() {
        for (long seed = 1_000; seed < 1_000 + CAMPAIGN_SEEDS; seed++) {
            long one = seed;
            assertThatCode(() -> run(one)).as("seed " + seed).doesNotThrowAnyException();
        }
    }

    private void run(long seed) throws Exception {
        try (PopModel model = new PopModel(directory.resolve("seed-" + seed), seed)) {
            for (int step = 0; step < STEPS; step++) {
                model.step();
            }
            model.drain();
            assertThat(model.unacknowledged()).as("lost, seed " + seed).isEmpty();
        }
    }
}
