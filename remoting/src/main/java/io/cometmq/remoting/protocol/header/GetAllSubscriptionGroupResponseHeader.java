package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to GET_ALL_SUBSCRIPTIONGROUP_CONFIG (201). */
public record GetAllSubscriptionGroupResponseHeader(
        @Required int totalGroupNum) implements CommandHeader {}
