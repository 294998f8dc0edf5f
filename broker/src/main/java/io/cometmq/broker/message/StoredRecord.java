package io.cometmq.broker.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.sysflag.MessageSysFlag;
import io.cometmq.store.AppendMessage;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * A commit log record read where it lies, to be stored again elsewhere (docs/protocol/message-formats.md 1.1). Valid as long as the
 * buffer is. Used by one thread.
 */
public final class StoredRecord {
    private static final int QUEUE_ID = 12;
    private static final int FLAG = 16;
    private static final int QUEUE_OFFSET = 20;
    private static final int PHYSICAL_OFFSET = 28;
    private static final int SYS_FLAG = 36;
    private static final int BORN_TIMESTAMP = 40;
    private static final int BORN_HOST = 48;

    private final ByteBuffer record;
    private final int storeTimestampAt;
    private final int storeHostAt;
    private final int storeHostLength;
    private final int bodyAt;
    private final int topicAt;
    private final int topicLength;
    private final int propertiesAt;

    /** @param record one whole, valid record from position 0 to limit */
    public StoredRecord(ByteBuffer record) {
        this.record = record;
        int sysFlag = record.getInt(SYS_FLAG);
        storeTimestampAt = BORN_HOST + hostLength(sysFlag, MessageSysFlag.BORNHOST_V6_FLAG);
        storeHostAt = storeTimestampAt + Long.BYTES;
        storeHostLength = hostLength(sysFlag, MessageSysFlag.STOREHOSTADDRESS_V6_FLAG);
        bodyAt = reconsumeTimesAt() + Integer.BYTES + Long.BYTES + Integer.BYTES;
        int topicLengthAt = bodyAt + bodyLength();
        boolean wideTopic =
                record.getInt(MessageDecoder.MESSAGE_MAGIC_CODE_POSITION) == MessageDecoder.MESSAGE_MAGIC_CODE_V2;
        topicLength = wideTopic ? record.getShort(topicLengthAt) : record.get(topicLengthAt);
        topicAt = topicLengthAt + (wideTopic ? Short.BYTES : Byte.BYTES);
        propertiesAt = topicAt + topicLength + Short.BYTES;
    }

    private static int hostLength(int sysFlag, int ipv6Flag) {
        return (MessageSysFlag.check(sysFlag, ipv6Flag) ? 16 : 4) + Integer.BYTES;
    }

    private int reconsumeTimesAt() {
        return storeHostAt + storeHostLength;
    }

    private int bodyLength() {
        return record.getInt(bodyAt - Integer.BYTES);
    }

    /** A view of the whole record. */
    public ByteBuffer bytes() {
        return record.duplicate();
    }

    public int queueId() {
        return record.getInt(QUEUE_ID);
    }

    public int flag() {
        return record.getInt(FLAG);
    }

    public long queueOffset() {
        return record.getLong(QUEUE_OFFSET);
    }

    public long physicalOffset() {
        return record.getLong(PHYSICAL_OFFSET);
    }

    public int sysFlag() {
        return record.getInt(SYS_FLAG);
    }

    public long bornTimestamp() {
        return record.getLong(BORN_TIMESTAMP);
    }

    public byte[] bornHost() {
        return bytes(BORN_HOST, storeTimestampAt - BORN_HOST);
    }

    public long storeTimestamp() {
        return record.getLong(storeTimestampAt);
    }

    public int reconsumeTimes() {
        return record.getInt(reconsumeTimesAt());
    }

    /** Commit log offset of the half message that this record commits, else 0. */
    public long preparedTransactionOffset() {
        return record.getLong(reconsumeTimesAt() + Integer.BYTES);
    }

    /** A view. */
    public ByteBuffer body() {
        return record.slice(bodyAt, bodyLength());
    }

    public String topic() {
        return new String(bytes(topicAt, topicLength), UTF_8);
    }

    /** A view. */
    public ByteBuffer properties() {
        return record.slice(propertiesAt, propertiesLength());
    }

    /** Where the text of the properties begins in the record. */
    public int propertiesOffset() {
        return propertiesAt;
    }

    public int propertiesLength() {
        return record.getShort(propertiesAt - Short.BYTES) & 0xFFFF;
    }

    /** The offset message id (docs/protocol/message-formats.md 5). */
    public String messageId() {
        HexFormat hex = HexFormat.of().withUpperCase();
        return hex.formatHex(bytes(storeHostAt, storeHostLength)) + hex.toHexDigits(physicalOffset());
    }

    /**
     * The same message, to be stored elsewhere. It reads its body here: the record must stay until the store has answered.
     *
     * @param storeHost of this broker
     * @param newProperties from position 0 to limit
     */
    public AppendMessage copyTo(String newTopic, int newQueueId, ByteBuffer newProperties, byte[] storeHost) {
        byte[] bornHost = bornHost();
        return new AppendMessage(
                newTopic,
                newQueueId,
                flag(),
                Hosts.mark(sysFlag(), bornHost, storeHost),
                bornTimestamp(),
                bornHost,
                storeHost,
                reconsumeTimes(),
                preparedTransactionOffset(),
                body(),
                newProperties,
                true);
    }

    private byte[] bytes(int offset, int length) {
        byte[] copy = new byte[length];
        record.get(offset, copy);
        return copy;
    }
}
