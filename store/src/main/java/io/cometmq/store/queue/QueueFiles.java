package io.cometmq.store.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of all consume queues: {@code <root>/<topic>/<queueId>/<20 digits of the first byte>}, each of one fixed size,
 * sparse until written (docs/protocol/message-formats.md 7). Thread-safe.
 */
public final class QueueFiles implements AutoCloseable {
    private static final Pattern FILE_NAME = Pattern.compile("\\d{20}");

    /** More files than this are forced together with their file system. */
    private static final int MAX_FORCED_SINGLY = 256;

    private final Path root;
    private final int fileSizeBytes;
    private final int unitSize;
    private final ChannelCache channels;
    /** Written but not forced; guarded by its monitor. */
    private final Set<Path> unforced = new HashSet<>();

    /**
     * @param fileSizeBytes size of a file, rounded up to whole units
     * @param unitSize bytes that queue offsets count: those of an entry, or 1
     * @param maxOpenFiles files kept open at most
     */
    @SuppressWarnings("MissingSummary")
    public QueueFiles(Path root, int fileSizeBytes, int unitSize, int maxOpenFiles) {
        this.root = root;
        this.unitSize = unitSize;
        this.fileSizeBytes = (fileSizeBytes + unitSize - 1) / unitSize * unitSize;
        this.channels = new ChannelCache(maxOpenFiles);
    }

    Path root() {
        return root;
    }

    int fileSizeBytes() {
        return fileSizeBytes;
    }

    /** Entries of one file. */
    public int unitsPerFile() {
        return fileSizeBytes / unitSize;
    }

    /** Open at present. */
    public int openFiles() {
        return channels.openCount();
    }

    private Path directory(ConsumeQueue queue) {
        return root.resolve(queue.topic()).resolve(Integer.toString(queue.queueId()));
    }

    private Path file(ConsumeQueue queue, long fileIndex) {
        return directory(queue).resolve(String.format(Locale.ROOT, "%020d", fileIndex * fileSizeBytes));
    }

    /** Writes the entries in {@code bytes[from, from + length)}, the first of which is {@code queueOffset}. */
    void write(ConsumeQueue queue, long queueOffset, byte[] bytes, int from, int length) throws IOException {
        long at = queueOffset * unitSize;
        int done = 0;
        while (done < length) {
            Path path = file(queue, (at + done) / fileSizeBytes);
            long position = (at + done) % fileSizeBytes;
            int piece = (int) Math.min(length - done, fileSizeBytes - position);
            synchronized (unforced) {
                unforced.add(path);
            }
            channels.write(path, ByteBuffer.wrap(bytes, from + done, piece), position, fileSizeBytes);
            done += piece;
        }
    }

    /** Reads entries from {@code queueOffset} up to the end of their file; returns how many, 0 without such a file. */
    int read(ConsumeQueue queue, long queueOffset, byte[] target, int maxUnits) throws IOException {
        long at = queueOffset * unitSize;
        long position = at % fileSizeBytes;
        int wanted = (int) Math.min((long) maxUnits * unitSize, fileSizeBytes - position);
        try {
            int n = channels.read(file(queue, at / fileSizeBytes), ByteBuffer.wrap(target, 0, wanted), position);
            return Math.max(n, 0) / unitSize;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Numbers of the queue's files (start / size) in ascending order. */
    List<Long> fileIndexes(ConsumeQueue queue) throws IOException {
        List<Long> indexes = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory(queue))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (FILE_NAME.matcher(name).matches()) {
                    indexes.add(Long.parseLong(name) / fileSizeBytes);
                }
            }
        } catch (NoSuchFileException e) {
            return indexes;
        }
        Collections.sort(indexes);
        return indexes;
    }

    /** Whether the files follow one another and have their full size. */
    boolean areWhole(ConsumeQueue queue, List<Long> indexes) throws IOException {
        for (int i = 0; i < indexes.size(); i++) {
            boolean follows = i == 0 || indexes.get(i) == indexes.get(i - 1) + 1;
            if (!follows || Files.size(file(queue, indexes.get(i))) != fileSizeBytes) {
                return false;
            }
        }
        return true;
    }

    /** Whether the files of the entries {@code [first, end)} are there, in full length. */
    boolean exist(ConsumeQueue queue, long first, long end) {
        for (long index = first / unitsPerFile(); index * unitsPerFile() < end; index++) {
            // The older interface: one system call and no exception for each of 100,000 files.
            if (file(queue, index).toFile().length() != fileSizeBytes) {
                return false;
            }
        }
        return true;
    }

    /** How many files have been written but not forced. */
    int unforcedFiles() {
        synchronized (unforced) {
            return unforced.size();
        }
    }

    /** Removes the entries from {@code queueOffset} on: later files go, the rest of its own becomes zeros. */
    void truncate(ConsumeQueue queue, long queueOffset) throws IOException {
        long at = queueOffset * unitSize;
        for (long index : fileIndexes(queue)) {
            if (index * fileSizeBytes >= at) {
                delete(file(queue, index));
            } else if (index == at / fileSizeBytes) {
                channels.zeroFrom(file(queue, index), at % fileSizeBytes, fileSizeBytes);
            }
        }
    }

    /** Deletes the files whose last entry is before {@code queueOffset}, but never the newest; returns how many. */
    int deleteBefore(ConsumeQueue queue, long queueOffset) throws IOException {
        List<Long> indexes = fileIndexes(queue);
        int deleted = 0;
        for (int i = 0; i + 1 < indexes.size(); i++) {
            if ((indexes.get(i) + 1) * unitsPerFile() <= queueOffset) {
                delete(file(queue, indexes.get(i)));
                deleted++;
            }
        }
        return deleted;
    }

    /** Deletes all files of the queue, and the topic's directory when it was the last queue. */
    void deleteAll(ConsumeQueue queue) throws IOException {
        for (long index : fileIndexes(queue)) {
            delete(file(queue, index));
        }
        try {
            Files.deleteIfExists(directory(queue));
            Files.deleteIfExists(root.resolve(queue.topic()));
        } catch (DirectoryNotEmptyException e) {
            // Other queues of the topic, or files that are not ours, live there.
            return;
        }
    }

    private void delete(Path path) throws IOException {
        channels.close(path);
        Files.deleteIfExists(path);
        synchronized (unforced) {
            unforced.remove(path);
        }
    }

    /** Forces every file written since the last call. */
    void forceWritten() throws IOException {
        List<Path> paths;
        synchronized (unforced) {
            paths = new ArrayList<>(unforced);
        }
        if (paths.size() > MAX_FORCED_SINGLY && forceAtOnce(paths)) {
            return;
        }
        for (Path path : paths) {
            forceWritten(path);
        }
    }

    private boolean forceAtOnce(List<Path> paths) {
        synchronized (unforced) {
            paths.forEach(unforced::remove);
        }
        boolean done = FileSystemSync.sync(root);
        if (!done) {
            synchronized (unforced) {
                unforced.addAll(paths);
            }
        }
        return done;
    }

    private void forceWritten(Path path) throws IOException {
        // Taken out before the force: what is written meanwhile puts it in again.
        synchronized (unforced) {
            unforced.remove(path);
        }
        try {
            channels.force(path);
        } catch (NoSuchFileException e) {
            // Its queue was deleted meanwhile.
            return;
        }
    }

    /** Finds the queues that have a directory. */
    public void discover(ConsumeQueueTable table) throws IOException {
        Files.createDirectories(root);
        try (Stream<Path> topics = Files.list(root)) {
            for (Path topic : (Iterable<Path>) topics.filter(Files::isDirectory)::iterator) {
                discoverQueues(topic, table);
            }
        }
    }

    private static void discoverQueues(Path topic, ConsumeQueueTable table) throws IOException {
        TopicQueues queues = table.findOrCreate(topic.getFileName().toString());
        try (Stream<Path> ids = Files.list(topic)) {
            for (Path id : (Iterable<Path>) ids::iterator) {
                String name = id.getFileName().toString();
                if (name.matches("\\d{1,5}") && Integer.parseInt(name) <= TopicQueues.MAX_QUEUE_ID) {
                    queues.findOrCreate(Integer.parseInt(name));
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        channels.close();
    }
}
