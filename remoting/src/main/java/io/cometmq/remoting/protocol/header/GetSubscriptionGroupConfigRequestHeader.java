package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of GET_SUBSCRIPTIONGROUP_CONFIG (352). */
public record GetSubscriptionGroupConfigRequestHeader(
        @Required String group) implements CommandHeader {}
