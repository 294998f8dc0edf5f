package io.cometmq.tools.benchmark;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads stored records where they lie in a pull's answer (docs/protocol/message-formats.md 1.1). Stateless. */
final class StoredRecord {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int MAGIC_V1 = 0xDAA320A7;
    private static final int MAGIC_V2 = 0xDAA320AB;
    private static final int MAGIC_AT = 4;
    private static final int QUEUE_OFFSET_AT = 20;
    private static final int SYS_FLAG_AT = 36;
    private static final int BODY_LENGTH_AT = 84;
    private static final int BORN_HOST_IPV6 = 0x10;
    private static final int STORE_HOST_IPV6 = 0x20;
    private static final int IPV6_EXTRA_BYTES = 12;
    private static final int MIN_BYTES = 91;

    private StoredRecord() {}

    /** Length of the record at {@code at}; throws when there is none or it runs past {@code end}. */
    static int length(byte[] data, int at, int end) {
        int length = end - at < MIN_BYTES ? -1 : (int) INT.get(data, at);
        int magic = length < MIN_BYTES || length > end - at ? 0 : (int) INT.get(data, at + MAGIC_AT);
        if (magic != MAGIC_V1 && magic != MAGIC_V2) {
            throw new ProtocolException("a pull brought bytes that are not a stored message: length " + length + " of "
                    + (end - at) + ", magic " + Integer.toHexString(magic));
        }
        return length;
    }

    static long queueOffset(byte[] data, int at) {
        return (long) LONG.get(data, at + QUEUE_OFFSET_AT);
    }

    static int bodyLength(byte[] data, int at) {
        return (int) INT.get(data, bodyLengthAt(data, at));
    }

    /** The first eight bytes of the body. */
    static long stamp(byte[] data, int at) {
        return (long) LONG.get(data, bodyLengthAt(data, at) + 4);
    }

    private static int bodyLengthAt(byte[] data, int at) {
        int sysFlag = (int) INT.get(data, at + SYS_FLAG_AT);
        int bodyLengthAt = at + BODY_LENGTH_AT;
        if ((sysFlag & BORN_HOST_IPV6) != 0) {
            bodyLengthAt += IPV6_EXTRA_BYTES;
        }
        if ((sysFlag & STORE_HOST_IPV6) != 0) {
            bodyLengthAt += IPV6_EXTRA_BYTES;
        }
        return bodyLengthAt;
    }
}
