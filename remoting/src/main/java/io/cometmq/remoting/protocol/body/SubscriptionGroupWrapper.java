package io.cometmq.remoting.protocol.body;

import io.cometmq.remoting.protocol.DataVersion;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import java.util.Map;

/**
 * Body of the answer to GET_ALL_SUBSCRIPTIONGROUP_CONFIG (201), and content of subscriptionGroup.json.
 *
 * @param forbiddenTable bits by topic by group
 */
public record SubscriptionGroupWrapper(
        Map<String, SubscriptionGroupConfig> subscriptionGroupTable,
        Map<String, Map<String, Integer>> forbiddenTable,
        DataVersion dataVersion) {
    public SubscriptionGroupWrapper {
        subscriptionGroupTable = subscriptionGroupTable == null ? Map.of() : subscriptionGroupTable;
        forbiddenTable = forbiddenTable == null ? Map.of() : forbiddenTable;
    }
}
