package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of GET_CONSUMER_LIST_BY_GROUP (38). */
public record GetConsumerListByGroupRequestHeader(@Required String consumerGroup) implements CommandHeader {}
