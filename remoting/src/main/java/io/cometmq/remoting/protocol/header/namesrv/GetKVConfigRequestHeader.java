package io.cometmq.remoting.protocol.header.namesrv;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of GET_KV_CONFIG (101). */
public record GetKVConfigRequestHeader(
        @Required String namespace, @Required String key) implements CommandHeader {}
