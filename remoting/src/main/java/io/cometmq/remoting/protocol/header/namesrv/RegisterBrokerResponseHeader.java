package io.cometmq.remoting.protocol.header.namesrv;

import io.cometmq.remoting.protocol.CommandHeader;

/** Header of the answer to REGISTER_BROKER (103). */
public record RegisterBrokerResponseHeader(String haServerAddr, String masterAddr) implements CommandHeader {}
