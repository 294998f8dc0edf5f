package io.cometmq.common.message;

import io.cometmq.common.TopicFilterType;
import io.cometmq.common.sysflag.MessageSysFlag;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

/** A stored message: what was sent, and where and when the broker stored it. Not thread-safe. */
public class MessageExt extends Message {
    private String brokerName;
    private int queueId;
    private int storeSize;
    private long queueOffset;
    private int sysFlag;
    private long bornTimestamp;
    private SocketAddress bornHost;
    private long storeTimestamp;
    private SocketAddress storeHost;
    private String msgId;
    private long commitLogOffset;
    private int bodyCRC;
    private int reconsumeTimes;
    private long preparedTransactionOffset;
    private Integer topicSysFlag;
    private Integer groupSysFlag;

    public MessageExt() {}

    public MessageExt(
            int queueId,
            long bornTimestamp,
            SocketAddress bornHost,
            long storeTimestamp,
            SocketAddress storeHost,
            String msgId) {
        this.queueId = queueId;
        this.bornTimestamp = bornTimestamp;
        this.bornHost = bornHost;
        this.storeTimestamp = storeTimestamp;
        this.storeHost = storeHost;
        this.msgId = msgId;
    }

    public static TopicFilterType parseTopicFilterType(int sysFlag) {
        return MessageSysFlag.check(sysFlag, MessageSysFlag.MULTI_TAGS_FLAG)
                ? TopicFilterType.MULTI_TAG
                : TopicFilterType.SINGLE_TAG;
    }

    /** Writes ip (4 or 16 bytes) and port into the buffer and makes them ready to be read. */
    public static ByteBuffer socketAddress2ByteBuffer(SocketAddress address, ByteBuffer buffer) {
        HostBytes.put((InetSocketAddress) address, buffer);
        return buffer.flip();
    }

    public static ByteBuffer socketAddress2ByteBuffer(SocketAddress address) {
        return socketAddress2ByteBuffer(address, ByteBuffer.allocate(HostBytes.size((InetSocketAddress) address)));
    }

    public ByteBuffer getBornHostBytes() {
        return socketAddress2ByteBuffer(bornHost);
    }

    public ByteBuffer getBornHostBytes(ByteBuffer buffer) {
        return socketAddress2ByteBuffer(bornHost, buffer);
    }

    public ByteBuffer getStoreHostBytes() {
        return socketAddress2ByteBuffer(storeHost);
    }

    public ByteBuffer getStoreHostBytes(ByteBuffer buffer) {
        return socketAddress2ByteBuffer(storeHost, buffer);
    }

    public String getBrokerName() {
        return brokerName;
    }

    public void setBrokerName(String brokerName) {
        this.brokerName = brokerName;
    }

    public int getQueueId() {
        return queueId;
    }

    public void setQueueId(int queueId) {
        this.queueId = queueId;
    }

    public long getBornTimestamp() {
        return bornTimestamp;
    }

    public void setBornTimestamp(long bornTimestamp) {
        this.bornTimestamp = bornTimestamp;
    }

    public SocketAddress getBornHost() {
        return bornHost;
    }

    public void setBornHost(SocketAddress bornHost) {
        this.bornHost = bornHost;
    }

    /** The sender's ip address as text; null when it is not known. */
    public String getBornHostString() {
        return bornHost instanceof InetSocketAddress address && address.getAddress() != null
                ? address.getAddress().getHostAddress()
                : null;
    }

    /** The sender's host name when it is known without asking a name service, else its ip address. */
    public String getBornHostNameString() {
        return bornHost instanceof InetSocketAddress address ? address.getHostString() : null;
    }

    public long getStoreTimestamp() {
        return storeTimestamp;
    }

    public void setStoreTimestamp(long storeTimestamp) {
        this.storeTimestamp = storeTimestamp;
    }

    public SocketAddress getStoreHost() {
        return storeHost;
    }

    public void setStoreHost(SocketAddress storeHost) {
        this.storeHost = storeHost;
    }

    public String getMsgId() {
        return msgId;
    }

    public void setMsgId(String msgId) {
        this.msgId = msgId;
    }

    public int getSysFlag() {
        return sysFlag;
    }

    public void setSysFlag(int sysFlag) {
        this.sysFlag = sysFlag;
    }

    public void setStoreHostAddressV6Flag() {
        sysFlag |= MessageSysFlag.STOREHOSTADDRESS_V6_FLAG;
    }

    public void setBornHostV6Flag() {
        sysFlag |= MessageSysFlag.BORNHOST_V6_FLAG;
    }

    public int getBodyCRC() {
        return bodyCRC;
    }

    public void setBodyCRC(int bodyCRC) {
        this.bodyCRC = bodyCRC;
    }

    public long getQueueOffset() {
        return queueOffset;
    }

    public void setQueueOffset(long queueOffset) {
        this.queueOffset = queueOffset;
    }

    public long getCommitLogOffset() {
        return commitLogOffset;
    }

    public void setCommitLogOffset(long commitLogOffset) {
        this.commitLogOffset = commitLogOffset;
    }

    /** Size of the record in bytes. */
    public int getStoreSize() {
        return storeSize;
    }

    public void setStoreSize(int storeSize) {
        this.storeSize = storeSize;
    }

    public int getReconsumeTimes() {
        return reconsumeTimes;
    }

    public void setReconsumeTimes(int reconsumeTimes) {
        this.reconsumeTimes = reconsumeTimes;
    }

    public long getPreparedTransactionOffset() {
        return preparedTransactionOffset;
    }

    public void setPreparedTransactionOffset(long preparedTransactionOffset) {
        this.preparedTransactionOffset = preparedTransactionOffset;
    }

    public Integer getTopicSysFlag() {
        return topicSysFlag;
    }

    public void setTopicSysFlag(Integer topicSysFlag) {
        this.topicSysFlag = topicSysFlag;
    }

    public Integer getGroupSysFlag() {
        return groupSysFlag;
    }

    public void setGroupSysFlag(Integer groupSysFlag) {
        this.groupSysFlag = groupSysFlag;
    }

    @Override
    public String toString() {
        return "MessageExt [brokerName=" + brokerName + ", queueId=" + queueId + ", storeSize=" + storeSize
                + ", queueOffset=" + queueOffset + ", sysFlag=" + sysFlag + ", bornTimestamp=" + bornTimestamp
                + ", bornHost=" + bornHost + ", storeTimestamp=" + storeTimestamp + ", storeHost=" + storeHost
                + ", msgId=" + getMsgId() + ", commitLogOffset=" + commitLogOffset + ", bodyCRC=" + bodyCRC
                + ", reconsumeTimes=" + reconsumeTimes + ", preparedTransactionOffset=" + preparedTransactionOffset
                + ", toString()=" + super.toString() + "]";
    }
}
