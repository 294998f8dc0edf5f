package io.cometmq.store;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * One message to be appended, in the terms of a commit log record (docs/protocol/message-formats.md 1.1).
 *
 * <p>Body and properties are read from position to limit while the record is encoded; nothing is copied before. They,
 * and the host arrays, must stay valid and unchanged until the future of the append is complete. Hosts are encoded as
 * address followed by a 4-byte port: 8 bytes for IPv4, 20 for IPv6, and the sysFlag bits 0x10 (born) and 0x20 (store)
 * must say the same.
 */
public final class AppendMessage {
    private final String topic;
    private final int queueId;
    private final int flag;
    private final int sysFlag;
    private final long bornTimestamp;
    private final byte[] bornHost;
    private final byte[] storeHost;
    private final int reconsumeTimes;
    private final long preparedTransactionOffset;
    private final ByteBuffer body;
    private final ByteBuffer properties;
    private final boolean waitStore;

    /**
     * @param bornTimestamp milliseconds, from the client
     * @param preparedTransactionOffset physical offset of the half message for a commit record, else 0
     * @param waitStore whether the completion waits for what the configuration promises (SYNC_FLUSH: the force); false
     *     completes as soon as the record is appended
     */
    public AppendMessage(
            String topic,
            int queueId,
            int flag,
            int sysFlag,
            long bornTimestamp,
            byte[] bornHost,
            byte[] storeHost,
            int reconsumeTimes,
            long preparedTransactionOffset,
            ByteBuffer body,
            ByteBuffer properties,
            boolean waitStore) {
        this.topic = Objects.requireNonNull(topic, "topic");
        this.queueId = queueId;
        this.flag = flag;
        this.sysFlag = sysFlag;
        this.bornTimestamp = bornTimestamp;
        this.bornHost = Objects.requireNonNull(bornHost, "bornHost");
        this.storeHost = Objects.requireNonNull(storeHost, "storeHost");
        this.reconsumeTimes = reconsumeTimes;
        this.preparedTransactionOffset = preparedTransactionOffset;
        this.body = Objects.requireNonNull(body, "body");
        this.properties = Objects.requireNonNull(properties, "properties");
        this.waitStore = waitStore;
    }

    public String topic() {
        return topic;
    }

    public int queueId() {
        return queueId;
    }

    public int flag() {
        return flag;
    }

    public int sysFlag() {
        return sysFlag;
    }

    public long bornTimestamp() {
        return bornTimestamp;
    }

    public byte[] bornHost() {
        return bornHost;
    }

    public byte[] storeHost() {
        return storeHost;
    }

    public int reconsumeTimes() {
        return reconsumeTimes;
    }

    public long preparedTransactionOffset() {
        return preparedTransactionOffset;
    }

    public ByteBuffer body() {
        return body;
    }

    public ByteBuffer properties() {
        return properties;
    }

    public boolean waitStore() {
        return waitStore;
    }
}
