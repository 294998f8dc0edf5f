package io.cometmq.client.consumer;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.consumer.SubscriptionTable;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The settings of a pull consumer; names and defaults are RocketMQ's. To be set before the consumer starts. */
public class PullConsumerConfig extends ConsumerConfig {
    private Set<String> registerTopics = ConcurrentHashMap.newKeySet();
    private final SubscriptionTable registerSubscriptions = new SubscriptionTable();
    private long brokerSuspendMaxTimeMillis = 20_000;
    private long consumerTimeoutMillisWhenSuspend = 30_000;
    private long consumerPullTimeoutMillis = 10_000;
    private int maxReconsumeTimes = 16;
    private boolean enableRebalance = true;

    public Set<String> getRegisterTopics() {
        return registerTopics;
    }

    /** Topics whose queues are shared out among the group. */
    public void setRegisterTopics(Set<String> registerTopics) {
        this.registerTopics = registerTopics;
    }

    /** What heartbeats tell brokers of this group's filters, besides the registered topics. */
    public Set<SubscriptionData> getRegisterSubscriptions() {
        return registerSubscriptions.all();
    }

    /**
     * Has heartbeats announce a filter, so that brokers can filter by expression for this group.
     *
     * @param selector null: all messages
     * @throws MQClientException when the expression is malformed
     */
    public void addRegisterSubscriptions(String topic, MessageSelector selector) throws MQClientException {
        registerSubscriptions.put(withNamespace(topic), selector);
    }

    public void clearRegisterSubscriptions() {
        registerSubscriptions.clear();
    }

    public long getBrokerSuspendMaxTimeMillis() {
        return brokerSuspendMaxTimeMillis;
    }

    /** How long the broker may hold a pull that blocks. */
    public void setBrokerSuspendMaxTimeMillis(long brokerSuspendMaxTimeMillis) {
        this.brokerSuspendMaxTimeMillis = brokerSuspendMaxTimeMillis;
    }

    public long getConsumerTimeoutMillisWhenSuspend() {
        return consumerTimeoutMillisWhenSuspend;
    }

    /** How long the answer to a pull that blocks is waited for. */
    public void setConsumerTimeoutMillisWhenSuspend(long consumerTimeoutMillisWhenSuspend) {
        this.consumerTimeoutMillisWhenSuspend = consumerTimeoutMillisWhenSuspend;
    }

    public long getConsumerPullTimeoutMillis() {
        return consumerPullTimeoutMillis;
    }

    /** How long the answer to other pulls is waited for. */
    public void setConsumerPullTimeoutMillis(long consumerPullTimeoutMillis) {
        this.consumerPullTimeoutMillis = consumerPullTimeoutMillis;
    }

    public int getMaxReconsumeTimes() {
        return maxReconsumeTimes;
    }

    public void setMaxReconsumeTimes(int maxReconsumeTimes) {
        this.maxReconsumeTimes = maxReconsumeTimes;
    }

    public boolean isEnableRebalance() {
        return enableRebalance;
    }

    /** Whether queues of registered topics are shared out at all. */
    public void setEnableRebalance(boolean enableRebalance) {
        this.enableRebalance = enableRebalance;
    }
}
