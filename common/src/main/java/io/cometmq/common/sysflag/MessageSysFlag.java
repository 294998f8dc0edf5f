package io.cometmq.common.sysflag;

import io.cometmq.common.compression.CompressionType;

/** Bits of a message's sysFlag (docs/protocol/message-formats.md 3). */
public final class MessageSysFlag {
    public static final int COMPRESSED_FLAG = 0x1;
    public static final int MULTI_TAGS_FLAG = 0x2;
    public static final int TRANSACTION_NOT_TYPE = 0;
    public static final int TRANSACTION_PREPARED_TYPE = 0x4;
    public static final int TRANSACTION_COMMIT_TYPE = 0x8;
    public static final int TRANSACTION_ROLLBACK_TYPE = 0xC;
    public static final int BORNHOST_V6_FLAG = 0x10;
    public static final int STOREHOSTADDRESS_V6_FLAG = 0x20;
    public static final int NEED_UNWRAP_FLAG = 0x40;
    public static final int INNER_BATCH_FLAG = 0x80;
    public static final int COMPRESSION_LZ4_TYPE = 0x100;
    public static final int COMPRESSION_ZSTD_TYPE = 0x200;
    public static final int COMPRESSION_ZLIB_TYPE = 0x300;
    public static final int COMPRESSION_TYPE_COMPARATOR = 0x700;

    private MessageSysFlag() {}

    public static int getTransactionValue(int flag) {
        return flag & TRANSACTION_ROLLBACK_TYPE;
    }

    public static int resetTransactionValue(int flag, int type) {
        return (flag & ~TRANSACTION_ROLLBACK_TYPE) | type;
    }

    public static int clearCompressedFlag(int flag) {
        return flag & ~COMPRESSED_FLAG;
    }

    /**
     * How the body is compressed; old clients say nothing and mean zlib.
     *
     * @throws IllegalArgumentException when the bits name no type
     */
    public static CompressionType getCompressionType(int flag) {
        return CompressionType.findByValue((flag & COMPRESSION_TYPE_COMPARATOR) >> 8);
    }

    public static boolean check(int flag, int expectedFlag) {
        return (flag & expectedFlag) != 0;
    }
}
