package io.cometmq.store.log;

import io.cometmq.store.AppendMessage;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/** Writes records into a file of the log (docs/protocol/message-formats.md 1.1 to 1.5). Used under the append lock. */
final class RecordEncoder {
    private static final byte PROPERTY_END = 2;

    private final CrcProperty crcProperty = new CrcProperty();

    /**
     * Writes one record at index {@code at}. Total size and magic come last: until then a reader of the file, above all
     * the next start after this process was killed, finds no record here.
     */
    void encode(ByteBuffer file, int at, PreparedRecord record, byte[] topic) {
        AppendMessage message = record.message;
        int sysFlag = message.sysFlag();
        file.putInt(at + RecordLayout.BODY_CRC, record.bodyCrc);
        file.putInt(at + RecordLayout.QUEUE_ID, message.queueId());
        file.putInt(at + RecordLayout.FLAG, message.flag());
        file.putLong(at + RecordLayout.QUEUE_OFFSET, record.dispatch.queueOffset());
        file.putLong(at + RecordLayout.PHYSICAL_OFFSET, record.dispatch.physicalOffset());
        file.putInt(at + RecordLayout.SYS_FLAG, sysFlag);
        file.putLong(at + RecordLayout.BORN_TIMESTAMP, message.bornTimestamp());
        file.put(at + RecordLayout.BORN_HOST, message.bornHost());
        file.putLong(at + RecordLayout.storeTimestamp(sysFlag), record.dispatch.storeTimestamp());
        file.put(at + RecordLayout.storeHost(sysFlag), message.storeHost());
        int reconsumeAt = at + RecordLayout.reconsumeTimes(sysFlag);
        file.putInt(reconsumeAt, message.reconsumeTimes());
        file.putLong(reconsumeAt + 4, message.preparedTransactionOffset());
        encodeVariablePart(file, reconsumeAt + 12, record, topic);
        int magic = RecordLayout.magicFor(topic.length);
        if (record.crcSize > 0) {
            int crcAt = at + record.sizeBytes() - CrcProperty.SIZE;
            CrcProperty.write(
                    file, crcAt, crcProperty.compute(file, at, crcAt, sizeAndMagic(record.sizeBytes(), magic)));
        }
        publish(file, at, record.sizeBytes(), magic);
    }

    private static void encodeVariablePart(ByteBuffer file, int start, PreparedRecord record, byte[] topic) {
        AppendMessage message = record.message;
        ByteBuffer body = message.body();
        int bodySize = body.remaining();
        file.putInt(start, bodySize);
        file.put(start + 4, body, body.position(), bodySize);
        int at = start + 4 + bodySize;
        if (topic.length > RecordLayout.MAX_TOPIC_V1) {
            file.putShort(at, (short) topic.length);
            at += 2;
        } else {
            file.put(at, (byte) topic.length);
            at += 1;
        }
        file.put(at, topic);
        at += topic.length;
        ByteBuffer properties = message.properties();
        int propertiesSize = record.propertiesSize;
        file.putShort(at, (short) (propertiesSize + record.crcSize));
        file.put(at + 2, properties, properties.position(), propertiesSize);
        if (record.crcSize > CrcProperty.SIZE) {
            file.put(at + 2 + propertiesSize, PROPERTY_END);
        }
    }

    /** Closes the file from index {@code at} on. */
    static void encodeBlank(ByteBuffer file, int at, int remaining) {
        publish(file, at, remaining, RecordLayout.MAGIC_BLANK);
    }

    private static void publish(ByteBuffer file, int at, int totalSize, int magic) {
        VarHandle.releaseFence();
        file.putLong(at, sizeAndMagic(totalSize, magic));
    }

    private static long sizeAndMagic(int totalSize, int magic) {
        return ((long) totalSize << 32) | (magic & 0xFFFFFFFFL);
    }
}
