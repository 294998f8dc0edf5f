package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of NOTIFY_CONSUMER_IDS_CHANGED (40). */
public record NotifyConsumerIdsChangedRequestHeader(
        @Required String consumerGroup) implements CommandHeader {}
