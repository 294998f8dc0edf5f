package io.cometmq.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Answer to a read of a queue. The slices are read-only views of the mapped log, in queue order; records that are
 * adjacent in the log share one slice. They stay valid until {@link #close()}, which is called once, from any thread
 * (after the network write, for instance). Immutable but for that.
 */
public final class GetMessageResult implements AutoCloseable {
    private final GetMessageStatus status;
    private final long nextBeginOffset;
    private final long minOffset;
    private final long maxOffset;
    private final int messageCount;
    private final int totalBytes;
    private final List<LogSlice> held;

    private GetMessageResult(
            GetMessageStatus status,
            long nextBeginOffset,
            long minOffset,
            long maxOffset,
            int messageCount,
            int totalBytes,
            List<LogSlice> held) {
        this.status = status;
        this.nextBeginOffset = nextBeginOffset;
        this.minOffset = minOffset;
        this.maxOffset = maxOffset;
        this.messageCount = messageCount;
        this.totalBytes = totalBytes;
        this.held = held;
    }

    /** Nothing to hand out. */
    public static GetMessageResult empty(
            GetMessageStatus status, long nextBeginOffset, long minOffset, long maxOffset) {
        return new GetMessageResult(status, nextBeginOffset, minOffset, maxOffset, 0, 0, List.of());
    }

    /** Takes over the slices: closing the result closes them. */
    public static GetMessageResult found(
            long nextBeginOffset,
            long minOffset,
            long maxOffset,
            int messageCount,
            int totalBytes,
            List<LogSlice> held) {
        return new GetMessageResult(
                GetMessageStatus.FOUND, nextBeginOffset, minOffset, maxOffset, messageCount, totalBytes, held);
    }

    public GetMessageStatus status() {
        return status;
    }

    /** Queue offset at which to go on reading. */
    public long nextBeginOffset() {
        return nextBeginOffset;
    }

    /** Smallest queue offset that can be read; 0 for an unknown queue. */
    public long minOffset() {
        return minOffset;
    }

    /** Queue offset of the next message to come; 0 for an unknown queue. */
    public long maxOffset() {
        return maxOffset;
    }

    public int messageCount() {
        return messageCount;
    }

    public int totalBytes() {
        return totalBytes;
    }

    public List<ByteBuffer> slices() {
        List<ByteBuffer> buffers = new ArrayList<>(held.size());
        for (LogSlice slice : held) {
            buffers.add(slice.buffer());
        }
        return buffers;
    }

    @Override
    public void close() {
        for (LogSlice slice : held) {
            slice.close();
        }
    }
}
