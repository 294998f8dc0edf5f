package io.cometmq.store.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Decides whether bytes of the log are a record: length, magic, inner lengths, body CRC and position must hold. Reusable;
 * not thread-safe.
 */
public final class RecordChecker {
    /** What {@link #check} found. */
    public enum Verdict {
        RECORD,
        /** The rest of the file is closed (docs/protocol/message-formats.md 1.3). */
        END_OF_FILE,
        INVALID
    }

    private final CRC32 crc = new CRC32();
    private final CrcProperty crcProperty = new CrcProperty();
    private final boolean checkCrc;
    private final boolean requireRecordCrc;
    private String reason = "";

    public RecordChecker(boolean checkCrc) {
        this(checkCrc, false);
    }

    /** @param requireRecordCrc whether a record without the CRC of itself is none */
    @SuppressWarnings("MissingSummary")
    public RecordChecker(boolean checkCrc, boolean requireRecordCrc) {
        this.checkCrc = checkCrc;
        this.requireRecordCrc = requireRecordCrc;
    }

    /** Why the last check said INVALID. */
    public String reason() {
        return reason;
    }

    /**
     * Checks what starts at {@code start}.
     *
     * @param buffer one whole file of the log, or a part that ends after the last readable byte
     * @param expectedPhysicalOffset the commit log offset that belongs to {@code start}
     */
    public Verdict check(ByteBuffer buffer, int start, long expectedPhysicalOffset) {
        int available = buffer.limit() - start;
        if (available < RecordLayout.BLANK_SIZE) {
            return invalid("only " + available + " bytes left");
        }
        int totalSize = buffer.getInt(start);
        int magic = buffer.getInt(start + RecordLayout.MAGIC);
        if (magic == RecordLayout.MAGIC_BLANK) {
            return totalSize == available ? Verdict.END_OF_FILE : invalid("blank record of wrong length " + totalSize);
        }
        if (magic != RecordLayout.MAGIC_V1 && magic != RecordLayout.MAGIC_V2) {
            return invalid("magic " + Integer.toHexString(magic));
        }
        long fixed = RecordLayout.size(magic, 0, 0, 0, 0);
        if (totalSize < fixed || totalSize > available) {
            return invalid("length " + totalSize + " of " + available);
        }
        return checkFields(buffer, start, totalSize, magic, expectedPhysicalOffset);
    }

    private Verdict checkFields(ByteBuffer buffer, int start, int totalSize, int magic, long expectedPhysicalOffset) {
        long physicalOffset = buffer.getLong(start + RecordLayout.PHYSICAL_OFFSET);
        if (physicalOffset != expectedPhysicalOffset) {
            return invalid("physical offset " + physicalOffset);
        }
        int sysFlag = buffer.getInt(start + RecordLayout.SYS_FLAG);
        if (RecordLayout.size(magic, sysFlag, 0, 0, 0) > totalSize) {
            return invalid("hosts do not fit");
        }
        int bodyLength = buffer.getInt(start + RecordLayout.bodyLength(sysFlag));
        if (bodyLength < 0 || RecordLayout.size(magic, sysFlag, bodyLength, 0, 0) > totalSize) {
            return invalid("body length " + bodyLength);
        }
        int topicAt = start + RecordLayout.bodyLength(sysFlag) + 4 + bodyLength;
        int topicLength = magic == RecordLayout.MAGIC_V2 ? buffer.getShort(topicAt) : buffer.get(topicAt);
        if (topicLength <= 0 || RecordLayout.size(magic, sysFlag, bodyLength, topicLength, 0) > totalSize) {
            return invalid("topic length " + topicLength);
        }
        int propertiesLength = buffer.getShort(topicAt + RecordLayout.topicLengthSize(magic) + topicLength);
        if (propertiesLength < 0
                || RecordLayout.size(magic, sysFlag, bodyLength, topicLength, propertiesLength) != totalSize) {
            return invalid("properties length " + propertiesLength);
        }
        return checkCrc ? checkCrc(buffer, start, sysFlag, bodyLength, propertiesLength) : Verdict.RECORD;
    }

    private Verdict checkCrc(ByteBuffer buffer, int start, int sysFlag, int bodyLength, int propertiesLength) {
        int bodyAt = start + RecordLayout.bodyLength(sysFlag) + 4;
        crc.reset();
        crc.update(buffer.slice(bodyAt, bodyLength));
        int actual = (int) crc.getValue() & 0x7FFFFFFF;
        int stored = buffer.getInt(start + RecordLayout.BODY_CRC);
        if (stored != actual) {
            return invalid("body CRC " + stored + ", computed " + actual);
        }
        int end = start + buffer.getInt(start);
        if (CrcProperty.isAtEnd(buffer, end - propertiesLength, end)) {
            return checkRecordCrc(buffer, start, end - CrcProperty.SIZE);
        }
        return requireRecordCrc ? invalid("no CRC of the record (forceVerifyPropCRC)") : Verdict.RECORD;
    }

    private Verdict checkRecordCrc(ByteBuffer buffer, int start, int propertyAt) {
        long stored = CrcProperty.read(buffer, propertyAt);
        int actual = crcProperty.compute(buffer, start, propertyAt, buffer.getLong(start));
        return stored == actual ? Verdict.RECORD : invalid("record CRC " + stored + ", computed " + actual);
    }

    private Verdict invalid(String why) {
        reason = why;
        return Verdict.INVALID;
    }
}
