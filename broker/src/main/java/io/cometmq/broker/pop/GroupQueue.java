package io.cometmq.broker.pop;

/** A queue as one group consumes it. */
record GroupQueue(String topic, String group, int queueId) {}
