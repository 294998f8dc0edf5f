package io.cometmq.remoting.protocol.body;

import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import java.util.List;

/** Body of UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST (225). */
public record SubscriptionGroupList(List<SubscriptionGroupConfig> groupConfigList) {
    public SubscriptionGroupList {
        groupConfigList = groupConfigList == null ? List.of() : groupConfigList;
    }
}
