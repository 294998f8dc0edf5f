package io.cometmq.store.timer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/** Writes a run; it counts when a manifest names it. One thread. */
final class RunWriter implements AutoCloseable {
    private static final int PIECE_BYTES = 2048 * TimerEntries.ENTRY_BYTES;

    private final String name;
    private final FileChannel channel;
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
    private final CRC32 crc = new CRC32();
    private long entries;
    private long minPhysicalOffset = Long.MAX_VALUE;

    RunWriter(Path directory, String name) throws IOException {
        this.name = name;
        channel = FileChannel.open(
                directory.resolve(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    }

    void write(TimerEntries from) throws IOException {
        for (int i = 0; i < from.size(); i++) {
            if (!piece.hasRemaining()) {
                drain();
            }
            from.write(i, piece);
            minPhysicalOffset = Math.min(minPhysicalOffset, from.physicalOffset(i));
        }
        entries += from.size();
    }

    private void drain() throws IOException {
        piece.flip();
        crc.update(piece.duplicate());
        while (piece.hasRemaining()) {
            channel.write(piece);
        }
        piece.clear();
    }

    /** Brings everything to the disk. */
    TimerRun finish() throws IOException {
        drain();
        channel.force(true);
        return new TimerRun(name, entries, minPhysicalOffset, crc.getValue());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
