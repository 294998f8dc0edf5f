package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of GET_CONSUMER_CONNECTION_LIST (203). */
public record GetConsumerConnectionListRequestHeader(
        @Required String consumerGroup) implements CommandHeader {}
