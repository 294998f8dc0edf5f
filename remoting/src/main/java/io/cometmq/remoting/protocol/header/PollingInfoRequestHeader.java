package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of POLLING_INFO (200055). */
public record PollingInfoRequestHeader(
        @Required String consumerGroup,
        @Required String topic,
        @Required int queueId) implements CommandHeader {}
