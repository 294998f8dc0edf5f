package io.cometmq.store.timer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/** Reads a run from some slot on, a piece at a time. One thread. */
final class RunReader implements SlotSource, AutoCloseable {
    private static final int PIECE_BYTES = 1024 * TimerEntries.ENTRY_BYTES;

    private final FileChannel channel;
    private final long end;
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
    private final CRC32 crc = new CRC32();

    /** Where the next piece begins. */
    private long position;

    /** @throws IOException also when the file is not as long as the run */
    RunReader(Path directory, TimerRun run) throws IOException {
        Path path = directory.resolve(run.file());
        channel = FileChannel.open(path, StandardOpenOption.READ);
        end = run.sizeBytes();
        if (channel.size() != end) {
            long size = channel.size();
            channel.close();
            throw new IOException(path + " has " + size + " bytes instead of " + end);
        }
        piece.limit(0);
    }

    /** Skips what is before the slot. */
    RunReader from(long slot) throws IOException {
        long low = 0;
        long high = end / TimerEntries.ENTRY_BYTES;
        ByteBuffer due = ByteBuffer.allocate(Long.BYTES);
        while (low < high) {
            long middle = (low + high) >>> 1;
            fill(due.clear(), middle * TimerEntries.ENTRY_BYTES);
            if (TimerTimes.slot(due.getLong(0)) < slot) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        position = low * TimerEntries.ENTRY_BYTES;
        piece.limit(0);
        return this;
    }

    @Override
    public long slot() throws IOException {
        if (!piece.hasRemaining()) {
            if (position >= end) {
                return END;
            }
            piece.clear().limit((int) Math.min(PIECE_BYTES, end - position));
            fill(piece, position);
            position += piece.position();
            piece.flip();
            crc.update(piece.duplicate());
        }
        return TimerTimes.slot(piece.getLong(piece.position()));
    }

    @Override
    public void take(TimerEntries into) throws IOException {
        long slot = slot();
        while (slot != END && slot() == slot) {
            into.read(piece);
        }
    }

    /** How many entries are still to be handed out. */
    long remaining() {
        return (end - position + piece.remaining()) / TimerEntries.ENTRY_BYTES;
    }

    /** CRC of what was read. */
    long crc() {
        return crc.getValue();
    }

    private void fill(ByteBuffer into, long from) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into, from + into.position()) < 0) {
                throw new IOException("a run of the timer ends before its length");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
