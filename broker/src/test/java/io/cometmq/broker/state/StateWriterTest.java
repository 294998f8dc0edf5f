package io.cometmq.broker.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.file.StateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateWriterTest {
    @TempDir
    Path directory;

    private final List<Runnable> disk = new ArrayList<>();
    private int state;
    private Path path;
    private StateWriter writer;

    @BeforeEach
    void create() {
        path = directory.resolve("state.json");
        writer = new StateWriter(new StateFile(path), () -> "state " + state, disk::add);
    }

    private void change() {
        state++;
    }

    @Test
    void savesOfManyChangesShareOneWrite() throws Exception {
        change();
        CompletableFuture<Void> first = writer.save();
        change();
        CompletableFuture<Void> second = writer.save();
        assertThat(disk).hasSize(1);
        assertThat(first).isNotDone();
        disk.remove(0).run();
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(path).hasContent("state 2");
    }

    @Test
    void flushWritesOnlyWhatHasChanged() throws Exception {
        writer.flush();
        assertThat(path).doesNotExist();
        change();
        writer.changed();
        writer.flush();
        assertThat(path).hasContent("state 1");
        change();
        writer.flush();
        assertThat(path).hasContent("state 1");
    }

    @Test
    void aFailedSaveFailsItsFutureAndIsRepeatedByTheNextFlush() throws Exception {
        Path inTheWay = Files.createDirectory(directory.resolve("state.json.tmp"));
        change();
        CompletableFuture<Void> saved = writer.save();
        disk.remove(0).run();
        assertThat(saved).isCompletedExceptionally();
        Files.delete(inTheWay);
        writer.flush();
        assertThat(path).hasContent("state 1");
    }

    @Test
    void aSaveThatTheDiskExecutorRefusesFailsAndDoesNotBlockLaterOnes() {
        StateWriter refused = new StateWriter(new StateFile(path), () -> "late", task -> {
            throw new RejectedExecutionException("shut down");
        });
        assertThat(refused.save()).isCompletedExceptionally();
        assertThat(refused.save()).isCompletedExceptionally();
        assertThatThrownBy(() -> refused.save().join()).hasRootCauseMessage("shut down");
    }
}
