package io.cometmq.store.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A movable view of one record in a buffer. Reads only; trusts the record, so check it first ({@link RecordChecker}).
 * Reusable; not thread-safe.
 */
public final class RecordCursor {
    private ByteBuffer buffer;
    private int start;

    /** Points at the record that starts at this index of the buffer. */
    public RecordCursor wrap(ByteBuffer newBuffer, int newStart) {
        this.buffer = newBuffer;
        this.start = newStart;
        return this;
    }

    public int totalSize() {
        return buffer.getInt(start + RecordLayout.TOTAL_SIZE);
    }

    public int magic() {
        return buffer.getInt(start + RecordLayout.MAGIC);
    }

    public int bodyCrc() {
        return buffer.getInt(start + RecordLayout.BODY_CRC);
    }

    public int queueId() {
        return buffer.getInt(start + RecordLayout.QUEUE_ID);
    }

    public long queueOffset() {
        return buffer.getLong(start + RecordLayout.QUEUE_OFFSET);
    }

    public long physicalOffset() {
        return buffer.getLong(start + RecordLayout.PHYSICAL_OFFSET);
    }

    public int sysFlag() {
        return buffer.getInt(start + RecordLayout.SYS_FLAG);
    }

    public long storeTimestamp() {
        return buffer.getLong(start + RecordLayout.storeTimestamp(sysFlag()));
    }

    public int bodyLength() {
        return buffer.getInt(start + RecordLayout.bodyLength(sysFlag()));
    }

    /** Index in the buffer of the first byte of the body. */
    public int bodyIndex() {
        return start + RecordLayout.bodyLength(sysFlag()) + 4;
    }

    public int topicLength() {
        int at = bodyIndex() + bodyLength();
        return magic() == RecordLayout.MAGIC_V2 ? buffer.getShort(at) : buffer.get(at);
    }

    int topicIndex() {
        return bodyIndex() + bodyLength() + RecordLayout.topicLengthSize(magic());
    }

    public String topic() {
        byte[] bytes = new byte[topicLength()];
        buffer.get(topicIndex(), bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whether the topic has this name. */
    public boolean isOfTopic(byte[] name) {
        int length = topicLength();
        int at = topicIndex();
        boolean same = length == name.length;
        for (int i = 0; same && i < length; i++) {
            same = buffer.get(at + i) == name[i];
        }
        return same;
    }

    /** All properties as they are stored. */
    public String propertiesText() {
        byte[] bytes = new byte[propertiesLength()];
        buffer.get(propertiesIndex(), bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public int propertiesLength() {
        return buffer.getShort(topicIndex() + topicLength());
    }

    /** Index in the buffer of the first byte of the properties. */
    public int propertiesIndex() {
        return topicIndex() + topicLength() + 2;
    }
}
