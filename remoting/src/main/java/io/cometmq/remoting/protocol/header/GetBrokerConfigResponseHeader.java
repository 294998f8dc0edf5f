package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to GET_BROKER_CONFIG (26). */
public record GetBrokerConfigResponseHeader(@Required String version) implements CommandHeader {}
