package io.cometmq.common.message;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;

/** One queue of a topic on one broker. Mutable like RocketMQ's; do not change it while it is a key of a map. */
public class MessageQueue implements Comparable<MessageQueue>, Serializable {
    private static final Comparator<MessageQueue> ORDER = Comparator.comparing(MessageQueue::getTopic)
            .thenComparing(MessageQueue::getBrokerName)
            .thenComparingInt(MessageQueue::getQueueId);

    private String topic;
    private String brokerName;
    private int queueId;

    public MessageQueue() {}

    public MessageQueue(MessageQueue other) {
        this(other.topic, other.brokerName, other.queueId);
    }

    public MessageQueue(String topic, String brokerName, int queueId) {
        this.topic = topic;
        this.brokerName = brokerName;
        this.queueId = queueId;
    }

    public String getTopic() {
        return topic;
    }

    public void setTopic(String topic) {
        this.topic = topic;
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

    @Override
    public int hashCode() {
        int result = 31 + (brokerName == null ? 0 : brokerName.hashCode());
        result = 31 * result + queueId;
        return 31 * result + (topic == null ? 0 : topic.hashCode());
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof MessageQueue that
                        && queueId == that.queueId
                        && Objects.equals(brokerName, that.brokerName)
                        && Objects.equals(topic, that.topic));
    }

    /** Topic, then broker name, then queue id: all clients sort like this, so they share out queues alike. */
    @Override
    public int compareTo(MessageQueue other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "MessageQueue [topic=" + topic + ", brokerName=" + brokerName + ", queueId=" + queueId + "]";
    }
}
