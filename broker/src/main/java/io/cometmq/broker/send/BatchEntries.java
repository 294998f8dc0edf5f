package io.cometmq.broker.send;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the body of a batch apart without copying (docs/protocol/message-formats.md 6): per entry total size, magic, body CRC, flag,
 * body length, body, properties length, properties. Magic and CRC are 0 and not looked at. Stateless.
 */
final class BatchEntries {
    private static final int FLAG = 12;
    private static final int BODY_LENGTH = 16;
    private static final int BODY = 20;
    private static final int FIXED_BYTES = BODY + Short.BYTES;

    private BatchEntries() {}

    /** Views of one message's parts. */
    record Entry(int flag, ByteBuffer body, ByteBuffer properties) {}

    /**
     * @return null when the batch is malformed: empty, or with a length that contradicts another
     */
    static List<Entry> split(ByteBuffer batch) {
        List<Entry> entries = new ArrayList<>();
        int at = batch.position();
        while (at < batch.limit()) {
            int size = batch.limit() - at < FIXED_BYTES ? 0 : batch.getInt(at);
            if (size < FIXED_BYTES || size > batch.limit() - at) {
                return null;
            }
            int bodyLength = batch.getInt(at + BODY_LENGTH);
            if (bodyLength < 0 || bodyLength > size - FIXED_BYTES) {
                return null;
            }
            int propertiesAt = at + BODY + bodyLength + Short.BYTES;
            int propertiesLength = batch.getShort(propertiesAt - Short.BYTES) & 0xFFFF;
            if (propertiesAt + propertiesLength != at + size) {
                return null;
            }
            entries.add(new Entry(
                    batch.getInt(at + FLAG),
                    batch.slice(at + BODY, bodyLength),
                    batch.slice(propertiesAt, propertiesLength)));
            at += size;
        }
        return entries.isEmpty() ? null : entries;
    }
}
