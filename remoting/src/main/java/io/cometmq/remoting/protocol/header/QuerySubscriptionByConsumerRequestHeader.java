package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of QUERY_SUBSCRIPTION_BY_CONSUMER (345). */
public record QuerySubscriptionByConsumerRequestHeader(
        @Required String group, String topic) implements CommandHeader {}
