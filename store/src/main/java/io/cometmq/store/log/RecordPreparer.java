package io.cometmq.store.log;

import io.cometmq.store.AppendMessage;
import io.cometmq.store.queue.TopicQueues;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Does for a message, on the caller's thread and outside the append lock, all that needs no place in the log: size, body CRC, tag
 * and key hashes. Reusable; one per thread.
 */
final class RecordPreparer {
    private final boolean indexKeys;
    private final boolean recordCrc;
    private final CRC32 crc = new CRC32();
    private final MessageProperties properties = new MessageProperties();
    private PreparedRecord record = new PreparedRecord();

    /** @param recordCrc whether records get the CRC of themselves (enabledAppendPropCRC) */
    @SuppressWarnings("MissingSummary")
    RecordPreparer(boolean indexKeys, boolean recordCrc) {
        this.recordCrc = recordCrc;
        this.indexKeys = indexKeys;
    }

    /** Prepares a checked message. The record is the same each time, unless {@link #release} was called. */
    PreparedRecord prepare(AppendMessage message, TopicQueues topic) {
        ByteBuffer text = message.properties();
        int textEnd = text.limit();
        if (CrcProperty.isAtEnd(text, text.position(), textEnd)) {
            // That of the record which the message was read from.
            textEnd -= CrcProperty.SIZE;
        }
        int crcSize = recordCrc ? crcSize(text, textEnd) : 0;
        properties.parse(text, text.position(), textEnd);
        int sysFlag = message.sysFlag();
        int topicLength = topic.topicBytes().length;
        int size = (int) RecordLayout.size(
                RecordLayout.magicFor(topicLength),
                sysFlag,
                message.body().remaining(),
                topicLength,
                textEnd - text.position() + crcSize);
        record.dispatch.describe(topic.findOrCreate(message.queueId()), sysFlag, size);
        if (indexKeys && RecordLayout.isIndexed(sysFlag)) {
            properties.addKeyHashes(topic.keyPrefixHash(), topic.tagPrefixHash(), record.dispatch.keyHashes());
        }
        record.message = message;
        record.bodyCrc = bodyCrc(message.body());
        record.delayLevel = topic.isSchedule() ? properties.delayLevel() : 0;
        record.tagsHash = properties.tagsHash();
        record.propertiesSize = textEnd - text.position();
        record.crcSize = crcSize;
        return record;
    }

    /** Prepares checked messages of one topic; linked, and left to the caller. */
    PreparedRecord prepareBatch(List<AppendMessage> messages, TopicQueues topic) {
        PreparedRecord first = null;
        PreparedRecord last = null;
        for (AppendMessage message : messages) {
            prepare(message, topic);
            PreparedRecord next = release();
            if (first == null) {
                first = next;
            } else {
                last.next = next;
            }
            last = next;
        }
        return first;
    }

    /** Leaves the prepared record to the caller. */
    PreparedRecord release() {
        PreparedRecord released = record;
        record = new PreparedRecord();
        return released;
    }

    private static int crcSize(ByteBuffer text, int end) {
        return CrcProperty.SIZE + (CrcProperty.needsSeparator(text, text.position(), end) ? 1 : 0);
    }

    private int bodyCrc(ByteBuffer body) {
        crc.reset();
        if (body.hasArray()) {
            crc.update(body.array(), body.arrayOffset() + body.position(), body.remaining());
        } else {
            // On a view: the same buffer may belong to an append that another thread is just writing.
            crc.update(body.duplicate());
        }
        return (int) crc.getValue() & 0x7FFFFFFF;
    }
}
