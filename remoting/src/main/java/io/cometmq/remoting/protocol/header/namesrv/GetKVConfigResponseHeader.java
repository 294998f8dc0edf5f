package io.cometmq.remoting.protocol.header.namesrv;

import io.cometmq.remoting.protocol.CommandHeader;

/** Header of the answer to GET_KV_CONFIG (101). */
public record GetKVConfigResponseHeader(String value) implements CommandHeader {}
