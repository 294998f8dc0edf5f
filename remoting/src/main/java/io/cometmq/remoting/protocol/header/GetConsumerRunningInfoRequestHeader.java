package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of GET_CONSUMER_RUNNING_INFO (307). */
public record GetConsumerRunningInfoRequestHeader(
        @Required String consumerGroup, @Required String clientId, boolean jstackEnable) implements CommandHeader {}
