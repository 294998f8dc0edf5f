package io.cometmq.store.log;

import io.cometmq.store.LogSlice;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of the commit log, mapped as a whole. Readers hold it while they look at its bytes; when it has been destroyed
 * and the last holder has let go, its disk space is released. The mapping itself goes with the garbage collector: Java
 * has no supported way to unmap, and address space is not what is scarce.
 */
public final class MappedFile {
    private static final Logger log = LoggerFactory.getLogger(MappedFile.class);
    private static final String DELETED_SUFFIX = ".deleted";

    private final Path path;
    private final long startOffset;
    private final int size;
    private final MappedByteBuffer mapped;
    private final ByteBuffer readOnly;
    /** Commit log offset up to which the file has its disk blocks, as far as appends go; written by one thread. */
    private volatile long allocatedTo;
    /** Where appends go instead of the file, null when there is none; taken away by the thread that commits. */
    private volatile ByteBuffer writeBuffer;
    /** Written by whoever lets go last, or tries again. */
    private volatile boolean spaceFree;
    /** Holders, and one for being in the log. */
    private final AtomicInteger references = new AtomicInteger(1);

    private MappedFile(Path path, long startOffset, int size, MappedByteBuffer mapped) {
        this.path = path;
        this.startOffset = startOffset;
        this.size = size;
        this.mapped = mapped;
        this.readOnly = mapped.asReadOnlyBuffer();
        this.allocatedTo = startOffset;
    }

    /** Name of the file that starts at a commit log offset (docs/protocol/message-formats.md 1.7). */
    public static String fileName(long startOffset) {
        return String.format(Locale.ROOT, "%020d", startOffset);
    }

    /** Maps the file in the directory that starts at the offset; one that is missing or too short is extended with zeros. */
    public static MappedFile open(Path directory, long startOffset, int size) throws IOException {
        Path path = directory.resolve(fileName(startOffset));
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            if (file.length() < size) {
                file.setLength(size);
            }
            return new MappedFile(
                    path, startOffset, size, file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, size));
        }
    }

    /**
     * Maps a file that must not be changed.
     *
     * @throws IOException when it cannot be read or is too short
     */
    public static MappedFile openReadOnly(Path path, long startOffset, int size) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() < size) {
                throw new IOException("commit log file " + path + " has " + channel.size() + " bytes instead of " + size
                        + "; in a read-only directory it cannot be completed, move it to one of storePathCommitLog");
            }
            return new MappedFile(path, startOffset, size, channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
        }
    }

    /** Whether the file must not be changed. */
    public boolean isReadOnly() {
        return mapped.isReadOnly();
    }

    public Path path() {
        return path;
    }

    /** Commit log offset of the first byte. */
    public long startOffset() {
        return startOffset;
    }

    /** Commit log offset after the last byte. */
    public long endOffset() {
        return startOffset + size;
    }

    public int size() {
        return size;
    }

    /** Commit log offset up to which appends find disk blocks. */
    long allocatedTo() {
        return allocatedTo;
    }

    void allocatedTo(long physicalOffset) {
        allocatedTo = physicalOffset;
    }

    /** The whole file for writing; under the append lock. Absolute access only. */
    ByteBuffer writable() {
        ByteBuffer buffer = writeBuffer;
        return buffer == null ? mapped : buffer;
    }

    /** From now on appends go to this buffer; under the append lock. */
    void attachWriteBuffer(ByteBuffer buffer) {
        writeBuffer = buffer;
    }

    /** Nothing is appended to the file any more, and everything is committed. */
    public void detachWriteBuffer(WriteBufferPool pool) {
        ByteBuffer buffer = writeBuffer;
        writeBuffer = null;
        if (buffer != null) {
            pool.giveBack(buffer);
        }
    }

    /** Writes the bytes {@code [from, to)} of the write buffer, if there is one, to the file. */
    public void commit(int from, int to) throws IOException {
        ByteBuffer buffer = writeBuffer;
        if (buffer == null) {
            return;
        }
        ByteBuffer bytes = buffer.duplicate().position(from).limit(to);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes, bytes.position());
            }
        }
    }

    /** The whole file itself, for the allocator. */
    ByteBuffer mapped() {
        return mapped;
    }

    /** The whole file for reading; absolute access only. The caller holds the file. */
    public ByteBuffer readable() {
        return readOnly;
    }

    /** Whether the page with this byte is in memory, as far as the system tells. The caller need not hold the file. */
    public boolean isLoaded(int position) {
        return mapped.slice(position, 1).isLoaded();
    }

    /** Keeps the bytes accessible until {@link #release}; false when the file is already gone. */
    public boolean hold() {
        while (true) {
            int count = references.get();
            if (count == 0) {
                return false;
            }
            if (references.compareAndSet(count, count + 1)) {
                return true;
            }
        }
    }

    /** Ends one {@link #hold}. */
    public void release() {
        if (references.decrementAndGet() == 0) {
            freeSpace();
        }
    }

    /** A view of some bytes that holds the file; null when the file is gone. */
    public LogSlice slice(int position, int length) {
        return hold() ? new Slice(this, position, length) : null;
    }

    /** Makes zeros of the bytes {@code [from, to)} and forces them. */
    void clear(int from, int to) throws IOException {
        byte[] zeros = new byte[Math.min(1 << 16, Math.max(1, to - from))];
        for (int at = from; at < to; at += zeros.length) {
            mapped.put(at, zeros, 0, Math.min(zeros.length, to - at));
        }
        if (to > from) {
            force(from, to);
        }
    }

    /** Forces the bytes {@code [from, to)} of the file to the disk. */
    public void force(int from, int to) throws IOException {
        try {
            mapped.force(from, to - from);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Takes the file out of the directory; its space is released when nobody holds it any more. */
    public void destroy() throws IOException {
        Files.move(path, doomed(), StandardCopyOption.ATOMIC_MOVE);
        release();
    }

    private Path doomed() {
        return path.resolveSibling(path.getFileName() + DELETED_SUFFIX);
    }

    /** Deletes what a process has left there that died between taking files out and releasing their space. */
    public static void deleteLeftovers(Path directory) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, "*" + DELETED_SUFFIX)) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
                log.info("deleted {}, which a former process had taken out of the log", leftover);
            }
        }
    }

    private void freeSpace() {
        // The space of a mapped file is only given back with its length: the mapping outlives the name.
        try (RandomAccessFile file = new RandomAccessFile(doomed().toFile(), "rw")) {
            file.setLength(0);
            Files.deleteIfExists(doomed());
            spaceFree = true;
        } catch (IOException e) {
            log.warn("could not delete {}: {}", doomed(), e.toString());
        }
    }

    /** After {@link #destroy}: whether somebody still reads the file. */
    public boolean isHeld() {
        return references.get() > 0;
    }

    /** After {@link #destroy}: whether the disk has its space back. */
    public boolean isSpaceFree() {
        return spaceFree;
    }

    /** Tries again to release the space, unless somebody holds the file; returns whether it is released. One thread at a time. */
    public boolean tryFreeSpace() {
        if (!spaceFree && !isHeld()) {
            freeSpace();
        }
        return spaceFree;
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static final class Slice implements LogSlice {
        private final MappedFile file;
        private final long physicalOffset;
        private final ByteBuffer buffer;

        Slice(MappedFile file, int position, int length) {
            this.file = file;
            this.physicalOffset = file.startOffset + position;
            this.buffer = file.readOnly.slice(position, length);
        }

        @Override
        public long physicalOffset() {
            return physicalOffset;
        }

        @Override
        public ByteBuffer buffer() {
            return buffer;
        }

        @Override
        public void close() {
            file.release();
        }
    }
}
