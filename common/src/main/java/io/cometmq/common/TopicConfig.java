package io.cometmq.common;

import io.cometmq.common.constant.PermName;
import io.cometmq.common.json.Json;
import io.cometmq.common.json.JsonException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A topic as a broker keeps it. Mutable like RocketMQ's: who shares one copies it first. */
public class TopicConfig {
    public static final int DEFAULT_READ_QUEUE_NUMS = 16;
    public static final int DEFAULT_WRITE_QUEUE_NUMS = 16;

    private String topicName;
    private int readQueueNums = DEFAULT_READ_QUEUE_NUMS;
    private int writeQueueNums = DEFAULT_WRITE_QUEUE_NUMS;
    private int perm = PermName.PERM_READ | PermName.PERM_WRITE;
    private TopicFilterType topicFilterType = TopicFilterType.SINGLE_TAG;
    private int topicSysFlag;
    private boolean order;
    private Map<String, String> attributes = new HashMap<>();

    public TopicConfig() {}

    public TopicConfig(String topicName) {
        this.topicName = topicName;
    }

    public TopicConfig(String topicName, int readQueueNums, int writeQueueNums) {
        this.topicName = topicName;
        this.readQueueNums = readQueueNums;
        this.writeQueueNums = writeQueueNums;
    }

    public TopicConfig(String topicName, int readQueueNums, int writeQueueNums, int perm) {
        this(topicName, readQueueNums, writeQueueNums);
        this.perm = perm;
    }

    public TopicConfig(String topicName, int readQueueNums, int writeQueueNums, int perm, int topicSysFlag) {
        this(topicName, readQueueNums, writeQueueNums, perm);
        this.topicSysFlag = topicSysFlag;
    }

    public TopicConfig(TopicConfig other) {
        this(other.topicName, other.readQueueNums, other.writeQueueNums, other.perm, other.topicSysFlag);
        this.topicFilterType = other.topicFilterType;
        this.order = other.order;
        this.attributes = new HashMap<>(other.attributes);
    }

    /**
     * One line as compressed registrations hold it: name, read queues, write queues, perm, filter type, attributes
     * (docs/protocol/request-codes.md, RegisterBrokerBody).
     */
    public String encode() {
        return topicName
                + ' '
                + readQueueNums
                + ' '
                + writeQueueNums
                + ' '
                + perm
                + ' '
                + topicFilterType
                + ' '
                + Json.toJson(attributes);
    }

    /** Takes over what {@link #encode} wrote, with or without attributes; false, and nothing changed, when it is malformed. */
    public boolean decode(String line) {
        String[] parts = line.split(" ", 6);
        if (parts.length < 5) {
            return false;
        }
        try {
            int read = Integer.parseInt(parts[1]);
            int write = Integer.parseInt(parts[2]);
            int permission = Integer.parseInt(parts[3]);
            TopicFilterType filterType = TopicFilterType.valueOf(parts[4]);
            Map<String, String> newAttributes = new HashMap<>();
            if (parts.length == 6) {
                Map<?, ?> written = Json.fromJson(parts[5], Map.class);
                written.forEach((name, value) -> newAttributes.put(name.toString(), value.toString()));
            }
            topicName = parts[0];
            readQueueNums = read;
            writeQueueNums = write;
            perm = permission;
            topicFilterType = filterType;
            attributes = newAttributes;
            return true;
        } catch (IllegalArgumentException | JsonException e) {
            return false;
        }
    }

    public String getTopicName() {
        return topicName;
    }

    public void setTopicName(String topicName) {
        this.topicName = topicName;
    }

    public int getReadQueueNums() {
        return readQueueNums;
    }

    public void setReadQueueNums(int readQueueNums) {
        this.readQueueNums = readQueueNums;
    }

    public int getWriteQueueNums() {
        return writeQueueNums;
    }

    public void setWriteQueueNums(int writeQueueNums) {
        this.writeQueueNums = writeQueueNums;
    }

    /** Bits of {@link PermName}. */
    public int getPerm() {
        return perm;
    }

    public void setPerm(int perm) {
        this.perm = perm;
    }

    public TopicFilterType getTopicFilterType() {
        return topicFilterType;
    }

    public void setTopicFilterType(TopicFilterType topicFilterType) {
        this.topicFilterType = topicFilterType;
    }

    public int getTopicSysFlag() {
        return topicSysFlag;
    }

    public void setTopicSysFlag(int topicSysFlag) {
        this.topicSysFlag = topicSysFlag;
    }

    public boolean isOrder() {
        return order;
    }

    public void setOrder(boolean order) {
        this.order = order;
    }

    /** Attributes of 5.x, such as {@code +message.type}; never null. */
    public Map<String, String> getAttributes() {
        return attributes;
    }

    public void setAttributes(Map<String, String> attributes) {
        this.attributes = attributes == null ? new HashMap<>() : attributes;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof TopicConfig that
                        && readQueueNums == that.readQueueNums
                        && writeQueueNums == that.writeQueueNums
                        && perm == that.perm
                        && topicSysFlag == that.topicSysFlag
                        && order == that.order
                        && topicFilterType == that.topicFilterType
                        && Objects.equals(topicName, that.topicName)
                        && attributes.equals(that.attributes));
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                topicName, readQueueNums, writeQueueNums, perm, topicFilterType, topicSysFlag, order, attributes);
    }

    @Override
    public String toString() {
        return "TopicConfig [topicName=" + topicName + ", readQueueNums=" + readQueueNums + ", writeQueueNums="
                + writeQueueNums + ", perm=" + PermName.perm2String(perm) + ", topicFilterType=" + topicFilterType
                + ", topicSysFlag=" + topicSysFlag + ", order=" + order + ", attributes=" + attributes + "]";
    }
}
