package io.cometmq.remoting.protocol.subscription;

import io.cometmq.common.MixAll;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A consumer group as a broker keeps it (docs/protocol/message-formats.md 10). Mutable like RocketMQ's: who shares one copies it
 * first.
 */
public class SubscriptionGroupConfig {
    private String groupName;
    private boolean consumeEnable = true;
    private boolean consumeFromMinEnable = true;
    private boolean consumeBroadcastEnable = true;
    private boolean consumeMessageOrderly;
    private int retryQueueNums = 1;
    private int retryMaxTimes = 16;
    private GroupRetryPolicy groupRetryPolicy = new GroupRetryPolicy(null, null, null);
    private long brokerId = MixAll.MASTER_ID;
    private long whichBrokerWhenConsumeSlowly = 1;
    private boolean notifyConsumerIdsChangedEnable = true;
    private int groupSysFlag;
    private int consumeTimeoutMinute = 15;
    private Set<SimpleSubscriptionData> subscriptionDataSet;
    private Map<String, String> attributes = new HashMap<>();

    public SubscriptionGroupConfig() {}

    public SubscriptionGroupConfig(String groupName) {
        this.groupName = groupName;
    }

    public SubscriptionGroupConfig(SubscriptionGroupConfig other) {
        this.groupName = other.groupName;
        this.consumeEnable = other.consumeEnable;
        this.consumeFromMinEnable = other.consumeFromMinEnable;
        this.consumeBroadcastEnable = other.consumeBroadcastEnable;
        this.consumeMessageOrderly = other.consumeMessageOrderly;
        this.retryQueueNums = other.retryQueueNums;
        this.retryMaxTimes = other.retryMaxTimes;
        this.groupRetryPolicy = other.groupRetryPolicy;
        this.brokerId = other.brokerId;
        this.whichBrokerWhenConsumeSlowly = other.whichBrokerWhenConsumeSlowly;
        this.notifyConsumerIdsChangedEnable = other.notifyConsumerIdsChangedEnable;
        this.groupSysFlag = other.groupSysFlag;
        this.consumeTimeoutMinute = other.consumeTimeoutMinute;
        this.subscriptionDataSet = other.subscriptionDataSet;
        this.attributes = new HashMap<>(other.attributes);
    }

    public String getGroupName() {
        return groupName;
    }

    public void setGroupName(String groupName) {
        this.groupName = groupName;
    }

    public boolean isConsumeEnable() {
        return consumeEnable;
    }

    public void setConsumeEnable(boolean consumeEnable) {
        this.consumeEnable = consumeEnable;
    }

    public boolean isConsumeFromMinEnable() {
        return consumeFromMinEnable;
    }

    public void setConsumeFromMinEnable(boolean consumeFromMinEnable) {
        this.consumeFromMinEnable = consumeFromMinEnable;
    }

    public boolean isConsumeBroadcastEnable() {
        return consumeBroadcastEnable;
    }

    public void setConsumeBroadcastEnable(boolean consumeBroadcastEnable) {
        this.consumeBroadcastEnable = consumeBroadcastEnable;
    }

    public boolean isConsumeMessageOrderly() {
        return consumeMessageOrderly;
    }

    public void setConsumeMessageOrderly(boolean consumeMessageOrderly) {
        this.consumeMessageOrderly = consumeMessageOrderly;
    }

    /** Number of queues of the group's retry topic. */
    public int getRetryQueueNums() {
        return retryQueueNums;
    }

    public void setRetryQueueNums(int retryQueueNums) {
        this.retryQueueNums = retryQueueNums;
    }

    /** How often a message is delivered again before it becomes a dead letter. */
    public int getRetryMaxTimes() {
        return retryMaxTimes;
    }

    public void setRetryMaxTimes(int retryMaxTimes) {
        this.retryMaxTimes = retryMaxTimes;
    }

    public GroupRetryPolicy getGroupRetryPolicy() {
        return groupRetryPolicy;
    }

    public void setGroupRetryPolicy(GroupRetryPolicy groupRetryPolicy) {
        this.groupRetryPolicy = groupRetryPolicy == null ? new GroupRetryPolicy(null, null, null) : groupRetryPolicy;
    }

    /** The broker to pull from. */
    public long getBrokerId() {
        return brokerId;
    }

    public void setBrokerId(long brokerId) {
        this.brokerId = brokerId;
    }

    /** The broker to pull from for readers that are far behind. */
    public long getWhichBrokerWhenConsumeSlowly() {
        return whichBrokerWhenConsumeSlowly;
    }

    public void setWhichBrokerWhenConsumeSlowly(long whichBrokerWhenConsumeSlowly) {
        this.whichBrokerWhenConsumeSlowly = whichBrokerWhenConsumeSlowly;
    }

    /** Whether members are told when others come and go. */
    public boolean isNotifyConsumerIdsChangedEnable() {
        return notifyConsumerIdsChangedEnable;
    }

    public void setNotifyConsumerIdsChangedEnable(boolean notifyConsumerIdsChangedEnable) {
        this.notifyConsumerIdsChangedEnable = notifyConsumerIdsChangedEnable;
    }

    public int getGroupSysFlag() {
        return groupSysFlag;
    }

    public void setGroupSysFlag(int groupSysFlag) {
        this.groupSysFlag = groupSysFlag;
    }

    /** How long a listener may take for a message, in minutes. */
    public int getConsumeTimeoutMinute() {
        return consumeTimeoutMinute;
    }

    public void setConsumeTimeoutMinute(int consumeTimeoutMinute) {
        this.consumeTimeoutMinute = consumeTimeoutMinute;
    }

    /** The only subscriptions that the group may have; null for any. */
    public Set<SimpleSubscriptionData> getSubscriptionDataSet() {
        return subscriptionDataSet;
    }

    public void setSubscriptionDataSet(Set<SimpleSubscriptionData> subscriptionDataSet) {
        this.subscriptionDataSet = subscriptionDataSet;
    }

    public Map<String, String> getAttributes() {
        return attributes;
    }

    public void setAttributes(Map<String, String> attributes) {
        this.attributes = attributes == null ? new HashMap<>() : attributes;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof SubscriptionGroupConfig that
                        && Objects.equals(groupName, that.groupName)
                        && consumeEnable == that.consumeEnable
                        && consumeFromMinEnable == that.consumeFromMinEnable
                        && consumeBroadcastEnable == that.consumeBroadcastEnable
                        && consumeMessageOrderly == that.consumeMessageOrderly
                        && retryQueueNums == that.retryQueueNums
                        && retryMaxTimes == that.retryMaxTimes
                        && Objects.equals(groupRetryPolicy, that.groupRetryPolicy)
                        && brokerId == that.brokerId
                        && whichBrokerWhenConsumeSlowly == that.whichBrokerWhenConsumeSlowly
                        && notifyConsumerIdsChangedEnable == that.notifyConsumerIdsChangedEnable
                        && groupSysFlag == that.groupSysFlag
                        && consumeTimeoutMinute == that.consumeTimeoutMinute
                        && Objects.equals(subscriptionDataSet, that.subscriptionDataSet)
                        && Objects.equals(attributes, that.attributes));
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                groupName,
                consumeEnable,
                consumeFromMinEnable,
                consumeBroadcastEnable,
                consumeMessageOrderly,
                retryQueueNums,
                retryMaxTimes,
                groupRetryPolicy,
                brokerId,
                whichBrokerWhenConsumeSlowly,
                notifyConsumerIdsChangedEnable,
                groupSysFlag,
                consumeTimeoutMinute,
                subscriptionDataSet,
                attributes);
    }

    @Override
    public String toString() {
        return "SubscriptionGroupConfig [groupName=" + groupName + ", consumeEnable=" + consumeEnable
                + ", consumeFromMinEnable=" + consumeFromMinEnable + ", consumeBroadcastEnable="
                + consumeBroadcastEnable + ", consumeMessageOrderly=" + consumeMessageOrderly + ", retryQueueNums="
                + retryQueueNums + ", retryMaxTimes=" + retryMaxTimes + ", groupRetryPolicy=" + groupRetryPolicy
                + ", brokerId=" + brokerId + ", whichBrokerWhenConsumeSlowly=" + whichBrokerWhenConsumeSlowly
                + ", notifyConsumerIdsChangedEnable=" + notifyConsumerIdsChangedEnable + ", groupSysFlag="
                + groupSysFlag + ", consumeTimeoutMinute=" + consumeTimeoutMinute + ", subscriptionDataSet="
                + subscriptionDataSet + ", attributes=" + attributes + "]";
    }
}
