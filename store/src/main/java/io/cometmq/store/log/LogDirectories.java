package io.cometmq.store.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The directories of the log: one or several that take new files in turns, and some that are only read
 * (docs/protocol/message-formats.md 1.7). Thread-safe.
 */
public final class LogDirectories {
    private final List<Path> writable;
    private final List<Path> readOnly;
    /** Directories on disks that are full; they get no new files while there are others. */
    private volatile Set<Path> full = Set.of();

    public LogDirectories(List<Path> writable, List<Path> readOnly) {
        this.writable = List.copyOf(writable);
        this.readOnly = List.copyOf(readOnly);
    }

    /** Makes those that take new files. */
    public void create() throws IOException {
        for (Path directory : writable) {
            Files.createDirectories(directory);
        }
    }

    /** Directories that take new files. */
    public List<Path> writable() {
        return writable;
    }

    /** All that exist. */
    public List<Path> readable() {
        List<Path> all = new ArrayList<>(writable);
        readOnly.stream().filter(Files::isDirectory).forEach(all::add);
        return all;
    }

    /** Whether files there must not be changed. */
    public boolean isReadOnly(Path directory) {
        return readOnly.contains(directory) && !writable.contains(directory);
    }

    /** Disks that are full at present. */
    public void full(Set<Path> directories) {
        full = Set.copyOf(directories);
    }

    /** Where the file goes that starts at this commit log offset. */
    Path directoryFor(long startOffset, int fileSize) {
        Set<Path> without = full;
        List<Path> free = writable.stream()
                .filter(directory -> !without.contains(directory))
                .toList();
        List<Path> candidates = free.isEmpty() ? writable : free;
        return candidates.get((int) (startOffset / fileSize % candidates.size()));
    }

    @Override
    public String toString() {
        return writable.size() == 1 ? writable.get(0).toString() : writable.toString();
    }
}
