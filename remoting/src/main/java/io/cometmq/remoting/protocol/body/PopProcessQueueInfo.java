package io.cometmq.remoting.protocol.body;

/** A queue that a client is popping from. */
public record PopProcessQueueInfo(int waitAckCount, boolean droped, long lastPopTimestamp) {}
