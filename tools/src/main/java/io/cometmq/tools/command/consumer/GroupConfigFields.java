package io.cometmq.tools.command.consumer;

import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** The configuration of a group, field by field. Stateless. */
final class GroupConfigFields {
    private GroupConfigFields() {}

    /** In RocketMQ's order. */
    static Map<String, Object> of(SubscriptionGroupConfig group) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("groupName", group.getGroupName());
        fields.put("consumeEnable", group.isConsumeEnable());
        fields.put("consumeFromMinEnable", group.isConsumeFromMinEnable());
        fields.put("consumeBroadcastEnable", group.isConsumeBroadcastEnable());
        fields.put("consumeMessageOrderly", group.isConsumeMessageOrderly());
        fields.put("retryQueueNums", group.getRetryQueueNums());
        fields.put("retryMaxTimes", group.getRetryMaxTimes());
        fields.put("groupRetryPolicy", group.getGroupRetryPolicy());
        fields.put("brokerId", group.getBrokerId());
        fields.put("whichBrokerWhenConsumeSlowly", group.getWhichBrokerWhenConsumeSlowly());
        fields.put("notifyConsumerIdsChangedEnable", group.isNotifyConsumerIdsChangedEnable());
        fields.put("groupSysFlag", group.getGroupSysFlag());
        fields.put("consumeTimeoutMinute", group.getConsumeTimeoutMinute());
        fields.put("subscriptionDataSet", group.getSubscriptionDataSet());
        fields.put("attributes", group.getAttributes());
        fields.replaceAll((name, value) -> value == null ? "" : value);
        return fields;
    }
}
