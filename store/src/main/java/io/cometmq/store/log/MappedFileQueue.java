package io.cometmq.store.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of the log, in order and without gaps. Reads are lock-free on a snapshot; changes come from one thread at a
 * time (recovery, then whoever holds the append lock).
 */
public final class MappedFileQueue {
    private static final Pattern FILE_NAME = Pattern.compile("\\d{20}");

    private final int fileSize;
    private volatile MappedFile[] files = {};

    public MappedFileQueue(int fileSize) {
        this.fileSize = fileSize;
    }

    public int fileSize() {
        return fileSize;
    }

    /** Start offsets of the log files in a directory, ascending; without empty files, which hold nothing. */
    public static List<Long> startOffsets(Path directory) throws IOException {
        return List.copyOf(filesIn(List.of(directory)).keySet());
    }

    /** The log files in these directories by their start offsets; without empty files, which hold nothing. */
    public static SortedMap<Long, Path> filesIn(List<Path> directories) throws IOException {
        SortedMap<Long, Path> starts = new TreeMap<>();
        for (Path directory : directories) {
            try (Stream<Path> paths = Files.list(directory)) {
                for (Path path : (Iterable<Path>) paths.sorted()::iterator) {
                    String name = path.getFileName().toString();
                    if (FILE_NAME.matcher(name).matches() && Files.size(path) > 0) {
                        starts.putIfAbsent(Long.parseLong(name), path);
                    }
                }
            }
        }
        return starts;
    }

    public void add(MappedFile file) {
        MappedFile last = last();
        if (last != null && last.endOffset() != file.startOffset()) {
            throw new IllegalArgumentException(file + " does not follow " + last);
        }
        MappedFile[] grown = Arrays.copyOf(files, files.length + 1);
        grown[files.length] = file;
        files = grown;
    }

    /** Takes the first file out of the log without deleting it; readers that hold it go on. Under the append lock. */
    public MappedFile detachFirst() {
        MappedFile[] before = files;
        files = Arrays.copyOfRange(before, 1, before.length);
        return before[0];
    }

    /** Takes the last file out of the log without deleting it. */
    public MappedFile detachLast() {
        MappedFile[] before = files;
        files = Arrays.copyOf(before, before.length - 1);
        return before[before.length - 1];
    }

    /** The file that contains the offset, or null. */
    public MappedFile find(long physicalOffset) {
        MappedFile[] all = files;
        if (all.length == 0 || physicalOffset < all[0].startOffset()) {
            return null;
        }
        long index = (physicalOffset - all[0].startOffset()) / fileSize;
        return index < all.length ? all[(int) index] : null;
    }

    /** Does something to a part of one file. */
    public interface PartAction {
        /**
         * Does it.
         *
         * @param from index in the file of the part's first byte
         * @param to index behind its last
         */
        void apply(MappedFile file, int from, int to) throws IOException;
    }

    /**
     * Does something to the bytes of the log between two offsets, file after file, each of which is held meanwhile.
     *
     * @throws IOException that of the action, or when a file is not there
     */
    public void forEachPart(long fromPhysicalOffset, long toPhysicalOffset, PartAction action) throws IOException {
        long from = fromPhysicalOffset;
        while (from < toPhysicalOffset) {
            MappedFile file = find(from);
            if (file == null || !file.hold()) {
                throw new IOException("no log file for offset " + from);
            }
            try {
                long to = Math.min(toPhysicalOffset, file.endOffset());
                action.apply(file, (int) (from - file.startOffset()), (int) (to - file.startOffset()));
                from = to;
            } finally {
                file.release();
            }
        }
    }

    public MappedFile first() {
        MappedFile[] all = files;
        return all.length == 0 ? null : all[0];
    }

    public MappedFile last() {
        MappedFile[] all = files;
        return all.length == 0 ? null : all[all.length - 1];
    }

    /** A snapshot, in order. */
    public List<MappedFile> all() {
        return List.of(files);
    }
}
