package io.cometmq.store.check;

import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What is to be checked.
 *
 * @param root the store directory
 * @param logDirectories where the files of the commit log are
 * @param indexSlots maxHashSlotNum that the index was written with; 0: told from the size of its files, which holds when maxIndexNum is four
 *     times as large, as by default
 * @param progress is told the bytes of the log that are checked so far
 */
public record CheckOptions(Path root, List<Path> logDirectories, int indexSlots, LongConsumer progress) {
    public CheckOptions {
        logDirectories = List.copyOf(logDirectories);
    }

    /** A store with its log where it is by default. */
    public static CheckOptions of(Path root) {
        return new CheckOptions(root, List.of(root.resolve("commitlog")), 0, done -> {});
    }
}
