package io.cometmq.common.message;

import java.net.SocketAddress;

/** A decoded offset message id: where a record is stored (docs/protocol/message-formats.md 5). */
public class MessageId {
    private SocketAddress address;
    private long offset;

    public MessageId(SocketAddress address, long offset) {
        this.address = address;
        this.offset = offset;
    }

    /** Address of the broker that stored the message. */
    public SocketAddress getAddress() {
        return address;
    }

    public void setAddress(SocketAddress address) {
        this.address = address;
    }

    /** Physical offset in that broker's commit log. */
    public long getOffset() {
        return offset;
    }

    public void setOffset(long offset) {
        this.offset = offset;
    }

    @Override
    public String toString() {
        return "MessageId [address=" + address + ", offset=" + offset + "]";
    }
}
