package io.cometmq.client.consumer;

import io.cometmq.common.message.MessageQueue;

/** What a {@link MQPullConsumerScheduleService} does with a queue, again and again; by one thread at a time per queue. */
@FunctionalInterface
public interface PullTaskCallback {
    void doPullTask(MessageQueue mq, PullTaskContext context);
}
