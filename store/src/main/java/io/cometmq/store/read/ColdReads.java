package io.cometmq.store.read;

import io.cometmq.store.LogSlice;
import io.cometmq.store.log.MappedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads what is not in memory into buffers of its own, on the caller's thread: a view of the mapped log would let the thread that
 * writes it to the network wait for the disk, and with it everybody else who is served there. Thread-safe.
 */
final class ColdReads {
    private final long budgetBytes;
    private final AtomicLong inUse = new AtomicLong();

    /** @param budgetBytes most bytes held at a time; beyond it views are handed out */
    @SuppressWarnings("MissingSummary")
    ColdReads(long budgetBytes) {
        this.budgetBytes = budgetBytes;
    }

    /** A copy of some bytes of a file, which the caller holds; a view of them when the budget is used up. */
    LogSlice read(MappedFile file, int position, int length) throws IOException {
        if (inUse.addAndGet(length) > budgetBytes) {
            inUse.addAndGet(-length);
            return file.slice(position, length);
        }
        boolean done = false;
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            int n = 0;
            while (bytes.hasRemaining() && n >= 0) {
                n = channel.read(bytes, position + bytes.position());
            }
            done = !bytes.hasRemaining();
            return done ? new Copy(file.startOffset() + position, bytes.flip().asReadOnlyBuffer()) : null;
        } finally {
            if (!done) {
                inUse.addAndGet(-length);
            }
        }
    }

    private final class Copy implements LogSlice {
        private final long physicalOffset;
        private final ByteBuffer buffer;
        private final AtomicBoolean closed = new AtomicBoolean();

        Copy(long physicalOffset, ByteBuffer buffer) {
            this.physicalOffset = physicalOffset;
            this.buffer = buffer;
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
            if (!closed.getAndSet(true)) {
                inUse.addAndGet(-buffer.capacity());
            }
        }
    }
}
