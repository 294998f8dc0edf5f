package io.cometmq.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Gives a part of a file its disk blocks by writing zeros, so that a later store through a mapping cannot meet a full disk.
 * Java knows no other way to allocate; passed in so that tests can have a full disk.
 */
@FunctionalInterface
public interface BlockAllocator {
    BlockAllocator ZEROS = BlockAllocator::writeZeros;

    /** Allocates {@code [from, to)}, which holds nothing yet; throws when the disk has no room. */
    void allocate(Path file, long from, long to) throws IOException;

    private static void writeZeros(Path file, long from, long to) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(1 << 18, to - from));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long at = from;
            while (at < to) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), to - at));
                at += channel.write(zeros, at);
            }
        }
    }
}
