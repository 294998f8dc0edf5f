package io.cometmq.broker.pop;

import io.cometmq.store.GetMessageResult;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Takes what the store has read apart. Stateless. */
final class Records {
    /** Where a record has its queue offset (docs/protocol/message-formats.md 1.1). */
    static final int QUEUE_OFFSET = 20;

    private Records() {}

    /** Calls the consumer with a view of each record, valid as long as the result is not closed. */
    static void forEach(GetMessageResult result, Consumer<ByteBuffer> consumer) {
        for (ByteBuffer slice : result.slices()) {
            int at = slice.position();
            while (at < slice.limit()) {
                int size = slice.getInt(at);
                consumer.accept(slice.slice(at, size));
                at += size;
            }
        }
    }

    static long[] queueOffsets(GetMessageResult result) {
        long[] offsets = new long[result.messageCount()];
        int[] count = {0};
        forEach(result, record -> offsets[count[0]++] = record.getLong(QUEUE_OFFSET));
        return offsets;
    }
}
