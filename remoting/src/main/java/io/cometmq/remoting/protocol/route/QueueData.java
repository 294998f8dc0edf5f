package io.cometmq.remoting.protocol.route;

/** How many queues of a topic a broker has. */
public record QueueData(String brokerName, int readQueueNums, int writeQueueNums, int perm, int topicSysFlag) {}
