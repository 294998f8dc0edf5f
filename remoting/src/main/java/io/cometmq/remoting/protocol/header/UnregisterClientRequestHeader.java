package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of UNREGISTER_CLIENT (35). */
public record UnregisterClientRequestHeader(@Required String clientID, String producerGroup, String consumerGroup)
        implements CommandHeader {}
