package io.cometmq.store.log;

/** Where the fields of a commit log record are (docs/protocol/message-formats.md 1.1, 1.2, 1.3, 3). */
public final class RecordLayout {
    public static final int MAGIC_V1 = 0xDAA320A7;
    public static final int MAGIC_V2 = 0xDAA320AB;
    public static final int MAGIC_BLANK = 0xCBD43194;

    /** Bytes that always stay free at the end of a file, for the blank record that closes it. */
    public static final int BLANK_SIZE = 8;

    public static final int TOTAL_SIZE = 0;
    public static final int MAGIC = 4;
    public static final int BODY_CRC = 8;
    public static final int QUEUE_ID = 12;
    public static final int FLAG = 16;
    public static final int QUEUE_OFFSET = 20;
    public static final int PHYSICAL_OFFSET = 28;
    public static final int SYS_FLAG = 36;
    public static final int BORN_TIMESTAMP = 40;
    public static final int BORN_HOST = 48;

    /** Longest topic of a version 1 record, whose length field has one (signed) byte. */
    public static final int MAX_TOPIC_V1 = 127;

    public static final int MAX_PROPERTIES = Short.MAX_VALUE;

    static final int BORN_HOST_V6 = 0x10;
    static final int STORE_HOST_V6 = 0x20;
    static final int TRANSACTION_MASK = 0xC;
    static final int TRANSACTION_PREPARED = 0x4;
    static final int TRANSACTION_ROLLBACK = 0xC;

    private static final int HOST_V4_SIZE = 8;
    private static final int HOST_V6_SIZE = 20;
    /** Everything of a record but hosts, body, topic, its length, and properties. */
    private static final int FIXED_SIZE = 48 + 8 + 4 + 8 + 4 + 2;

    private RecordLayout() {}

    public static int bornHostSize(int sysFlag) {
        return (sysFlag & BORN_HOST_V6) == 0 ? HOST_V4_SIZE : HOST_V6_SIZE;
    }

    public static int storeHostSize(int sysFlag) {
        return (sysFlag & STORE_HOST_V6) == 0 ? HOST_V4_SIZE : HOST_V6_SIZE;
    }

    public static int storeTimestamp(int sysFlag) {
        return BORN_HOST + bornHostSize(sysFlag);
    }

    static int storeHost(int sysFlag) {
        return storeTimestamp(sysFlag) + 8;
    }

    static int reconsumeTimes(int sysFlag) {
        return storeHost(sysFlag) + storeHostSize(sysFlag);
    }

    static int bodyLength(int sysFlag) {
        return reconsumeTimes(sysFlag) + 4 + 8;
    }

    static int topicLengthSize(int magic) {
        return magic == MAGIC_V2 ? 2 : 1;
    }

    /** A topic that fits is written as version 1, which RocketMQ 4.9 can read too. */
    static int magicFor(int topicLength) {
        return topicLength > MAX_TOPIC_V1 ? MAGIC_V2 : MAGIC_V1;
    }

    /** Size of a whole record; long, because the parts of a damaged one may add up to anything. */
    static long size(int magic, int sysFlag, int bodyLength, int topicLength, int propertiesLength) {
        return (long) FIXED_SIZE
                + bornHostSize(sysFlag)
                + storeHostSize(sysFlag)
                + topicLengthSize(magic)
                + bodyLength
                + topicLength
                + propertiesLength;
    }

    /** Size of a version 1 record with IPv4 hosts and without body, topic and properties. */
    public static int minimumSize() {
        return (int) size(MAGIC_V1, 0, 0, 0, 0);
    }

    /** Whether messages of this sysFlag get a queue offset and a consume queue entry. */
    public static boolean isQueued(int sysFlag) {
        int type = sysFlag & TRANSACTION_MASK;
        return type != TRANSACTION_PREPARED && type != TRANSACTION_ROLLBACK;
    }

    /** Whether messages of this sysFlag are indexed by key. */
    public static boolean isIndexed(int sysFlag) {
        return (sysFlag & TRANSACTION_MASK) != TRANSACTION_ROLLBACK;
    }
}
