package io.cometmq.remoting.protocol.body;

/** A queue and its offset as C++ clients read it. */
public record MessageQueueForC(String topic, String brokerName, int queueId, long offset) {}
