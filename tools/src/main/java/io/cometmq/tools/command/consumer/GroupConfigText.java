package io.cometmq.tools.command.consumer;

import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import io.cometmq.tools.command.CommandContext;

/** The configuration of a group, a line for each field. Stateless. */
final class GroupConfigText {
    private GroupConfigText() {}

    static void print(SubscriptionGroupConfig group, CommandContext context) {
        if (context.isForPrograms()) {
            context.printObject(group);
            return;
        }
        field(context, "groupName", group.getGroupName());
        field(context, "consumeEnable", group.isConsumeEnable());
        field(context, "consumeFromMinEnable", group.isConsumeFromMinEnable());
        field(context, "consumeBroadcastEnable", group.isConsumeBroadcastEnable());
        field(context, "consumeMessageOrderly", group.isConsumeMessageOrderly());
        field(context, "retryQueueNums", group.getRetryQueueNums());
        field(context, "retryMaxTimes", group.getRetryMaxTimes());
        field(context, "groupRetryPolicy", group.getGroupRetryPolicy());
        field(context, "brokerId", group.getBrokerId());
        field(context, "whichBrokerWhenConsumeSlowly", group.getWhichBrokerWhenConsumeSlowly());
        field(context, "notifyConsumerIdsChangedEnable", group.isNotifyConsumerIdsChangedEnable());
        field(context, "groupSysFlag", group.getGroupSysFlag());
        field(context, "consumeTimeoutMinute", group.getConsumeTimeoutMinute());
        field(context, "subscriptionDataSet", group.getSubscriptionDataSet());
        field(context, "attributes", group.getAttributes());
        context.line("");
    }

    private static void field(CommandContext context, String name, Object value) {
        context.line("%-40s=  %s", name, value == null ? "" : value);
    }
}
