package io.cometmq.client.impl.consumer;

import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.List;

/** What a kind of consumer wants of its puller. Called on the pull thread: must not block. */
interface PullPolicy {
    boolean isRunning();

    /** How long to wait before a queue may be pulled from; 0: pull now. */
    long delayMillis(PullRequest request);

    /** Null when the topic is not subscribed to. */
    SubscriptionData subscription(String topic);

    PullAPIWrapper.Pull pull(PullRequest request, SubscriptionData subscription);

    /** Messages have come and are to be put into the process queue, and to be brought to the application. */
    void found(PullRequest request, List<MessageExt> messages);

    /** How long to wait after a pull that brought messages. */
    long intervalMillis();

    /** How long to wait after a pull that failed. */
    long failureDelayMillis();

    /** There is nothing for this consumer below the offset, and nothing waits. */
    void progressed(MessageQueue queue, long queueOffset);

    /** The queue is consumed again from this offset, which is lower than before. */
    void wentBack(MessageQueue queue, long queueOffset);
}
