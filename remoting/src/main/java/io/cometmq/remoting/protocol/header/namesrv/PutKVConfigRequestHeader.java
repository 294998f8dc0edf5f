package io.cometmq.remoting.protocol.header.namesrv;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of PUT_KV_CONFIG (100). */
public record PutKVConfigRequestHeader(
        @Required String namespace,
        @Required String key,
        @Required String value) implements CommandHeader {}
