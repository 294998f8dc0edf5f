package io.cometmq.remoting.protocol.heartbeat;

/** A producer group of a client. */
public record ProducerData(String groupName) {}
