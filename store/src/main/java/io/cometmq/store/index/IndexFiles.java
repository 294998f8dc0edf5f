package io.cometmq.store.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the index files of a directory as far as they are sound. From the first that is missing, damaged or of another size on
 * they are moved aside; what they held is derived from the log again. Used once, by the loading thread.
 */
final class IndexFiles {
    private static final Logger log = LoggerFactory.getLogger(IndexFiles.class);
    private static final Pattern FILE_NAME = Pattern.compile("\\d{17}");
    /** Entries of an empty file: the first is never used. */
    private static final int EMPTY = 1;

    private final Path directory;
    private final Path damagedDirectory;
    private final int slots;
    private final int maxEntries;
    private boolean incomplete;

    IndexFiles(Path directory, Path damagedDirectory, int slots, int maxEntries) {
        this.directory = directory;
        this.damagedDirectory = damagedDirectory;
        this.slots = slots;
        this.maxEntries = maxEntries;
    }

    /**
     * The sound files, oldest first.
     *
     * @param known entries by file name as they are known to have been; null when nothing is known
     * @param mayHaveExpired whether the oldest of the known ones may have been deleted since
     * @param torn whether pages may be older than others of the same file
     */
    List<IndexFile> open(Map<String, Integer> known, boolean mayHaveExpired, boolean torn) throws IOException {
        Files.createDirectories(directory);
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> paths = Files.list(directory)) {
            paths.map(path -> path.getFileName().toString())
                    .filter(name -> FILE_NAME.matcher(name).matches())
                    .forEach(names::add);
        }
        TreeSet<String> all = new TreeSet<>(names);
        if (known != null) {
            all.addAll(known.keySet());
        }
        if (mayHaveExpired && !names.isEmpty()) {
            all.headSet(names.first()).clear();
        }
        List<IndexFile> files = new ArrayList<>();
        for (String name : all) {
            IndexFile file = incomplete ? null : openSound(name, names.contains(name));
            if (file != null) {
                files.add(file);
            } else if (names.contains(name)) {
                setAside(directory.resolve(name));
            }
        }
        if (torn) {
            repair(files, known);
        }
        return files;
    }

    /** Whether entries are missing that must be derived again. */
    boolean isIncomplete() {
        return incomplete;
    }

    private IndexFile openSound(String name, boolean exists) throws IOException {
        Path path = directory.resolve(name);
        if (exists && Files.size(path) == 0) {
            // The process died while it made the file.
            return null;
        }
        String damage = null;
        IndexFile file = null;
        if (!exists) {
            damage = "it is missing";
        } else if (Files.size(path) != IndexFile.fileSize(slots, maxEntries)) {
            damage = "it has " + Files.size(path) + " bytes, not those of maxHashSlotNum and maxIndexNum";
        } else {
            file = IndexFile.open(path, slots, maxEntries);
            damage = file.damage();
        }
        if (damage == null) {
            return file;
        }
        log.warn("index file {}: {}; the index is derived from the log again from there on", path, damage);
        incomplete = true;
        return null;
    }

    /** Builds anew what has been written since the files were known: those that were not full then, and what came after. */
    private void repair(List<IndexFile> files, Map<String, Integer> known) {
        if (known == null) {
            if (!files.isEmpty()) {
                files.get(files.size() - 1).rebuild(Integer.MAX_VALUE);
            }
            return;
        }
        for (IndexFile file : files) {
            int count = known.getOrDefault(file.name(), EMPTY);
            if (count < maxEntries) {
                file.rebuild(count);
            }
        }
    }

    private void setAside(Path path) throws IOException {
        if (Files.size(path) == 0) {
            Files.delete(path);
            return;
        }
        Files.createDirectories(damagedDirectory);
        Path target = damagedDirectory.resolve("index-" + path.getFileName() + "." + System.nanoTime());
        Files.move(path, target);
        log.warn("index file {} was moved to {}", path, target);
    }
}
