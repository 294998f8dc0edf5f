package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of GET_PRODUCER_CONNECTION_LIST (204). */
public record GetProducerConnectionListRequestHeader(
        @Required String producerGroup) implements CommandHeader {}
