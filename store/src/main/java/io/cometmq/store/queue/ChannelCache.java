package io.cometmq.store.queue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Positional reads and writes of many files through a bounded number of open ones; the least recently used is closed
 * first. Thread-safe. A file in use is never closed by eviction.
 */
final class ChannelCache implements AutoCloseable {
    private final int maxOpen;
    /** Least recently used first; guarded by this monitor. */
    private final LinkedHashMap<Path, OpenFile> open = new LinkedHashMap<>(64, 0.75f, true);

    ChannelCache(int maxOpen) {
        this.maxOpen = maxOpen;
    }

    /** An open file and how many threads are using it; guarded by the cache's monitor. */
    private static final class OpenFile {
        final FileChannel channel;
        int users;
        boolean dropped;

        OpenFile(FileChannel channel) {
            this.channel = channel;
        }
    }

    private interface Action {
        int apply(FileChannel channel) throws IOException;
    }

    /** Reads at a position of an existing file; returns the bytes read, -1 at its end. */
    int read(Path path, ByteBuffer target, long position) throws IOException {
        return withChannel(path, 0, channel -> {
            int total = 0;
            while (target.hasRemaining()) {
                int n = channel.read(target, position + total);
                if (n < 0) {
                    return total == 0 ? -1 : total;
                }
                total += n;
            }
            return total;
        });
    }

    /** Writes all of the source; a missing file is created with {@code fileSize} bytes. */
    void write(Path path, ByteBuffer source, long position, long fileSize) throws IOException {
        withChannel(path, fileSize, channel -> {
            long at = position;
            while (source.hasRemaining()) {
                at += channel.write(source, at);
            }
            return 0;
        });
    }

    void force(Path path) throws IOException {
        withChannel(path, 0, channel -> {
            channel.force(false);
            return 0;
        });
    }

    /** Cuts the file at {@code length} and extends it with zeros to {@code fileSize} again. */
    void zeroFrom(Path path, long length, long fileSize) throws IOException {
        close(path);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length);
            file.setLength(fileSize);
        }
    }

    /** An interrupt closes the channel under every user of it; the file is opened again and the interrupt kept. */
    private int withChannel(Path path, long fileSize, Action action) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                OpenFile file = acquire(path, fileSize);
                try {
                    return action.apply(file.channel);
                } catch (ClosedChannelException e) {
                    interrupted |= Thread.interrupted();
                    close(path);
                } finally {
                    release(file);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized OpenFile acquire(Path path, long fileSize) throws IOException {
        OpenFile file = open.get(path);
        if (file == null) {
            file = new OpenFile(openChannel(path, fileSize));
            open.put(path, file);
        }
        file.users++;
        evictSurplus();
        return file;
    }

    private static FileChannel openChannel(Path path, long fileSize) throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            if (fileSize == 0) {
                throw e;
            }
        }
        Path directory = path.getParent();
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
        // The channel keeps the file open; closing it closes the file.
        @SuppressWarnings("resource")
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        file.setLength(fileSize);
        return file.getChannel();
    }

    private void evictSurplus() throws IOException {
        Iterator<Map.Entry<Path, OpenFile>> eldest = open.entrySet().iterator();
        while (open.size() > maxOpen && eldest.hasNext()) {
            OpenFile file = eldest.next().getValue();
            if (file.users == 0) {
                eldest.remove();
                file.channel.close();
            }
        }
    }

    private synchronized void release(OpenFile file) throws IOException {
        file.users--;
        if (file.dropped && file.users == 0) {
            file.channel.close();
        }
    }

    /** Closes the file, as soon as nobody uses it; it is opened again on the next use. */
    synchronized void close(Path path) throws IOException {
        OpenFile file = open.remove(path);
        if (file == null) {
            return;
        }
        file.dropped = true;
        if (file.users == 0) {
            file.channel.close();
        }
    }

    synchronized int openCount() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        List<Path> paths;
        synchronized (this) {
            paths = new ArrayList<>(open.keySet());
        }
        for (Path path : paths) {
            close(path);
        }
    }
}
