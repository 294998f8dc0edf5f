package io.cometmq.remoting.protocol.header.namesrv;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of DELETE_KV_CONFIG (102). */
public record DeleteKVConfigRequestHeader(
        @Required String namespace, @Required String key) implements CommandHeader {}
