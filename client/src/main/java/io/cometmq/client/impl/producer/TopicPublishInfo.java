package io.cometmq.client.impl.producer;

import io.cometmq.client.common.ThreadLocalIndex;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.util.List;

/**
 * Where a topic can be sent to. Immutable but for the position in the round of queues, which each thread has for itself
 * (docs/protocol/semantics.md 4).
 *
 * @param messageQueueList empty when the topic has no route
 * @param orderTopic whether the queues come from an ordered topic's configuration
 * @param route what the queues were made from; null when there is none
 */
public record TopicPublishInfo(
        List<MessageQueue> messageQueueList, boolean orderTopic, TopicRouteData route, ThreadLocalIndex position) {
    /** A topic without a route. */
    public static final TopicPublishInfo NONE = new TopicPublishInfo(List.of(), false, null);

    /** Decides whether a queue may be chosen. */
    @FunctionalInterface
    public interface QueueFilter {
        boolean filter(MessageQueue queue);
    }

    public TopicPublishInfo(List<MessageQueue> queues, boolean orderTopic, TopicRouteData route) {
        this(List.copyOf(queues), orderTopic, route, new ThreadLocalIndex());
    }

    /** Whether there is a queue to send to. */
    public boolean ok() {
        return !messageQueueList.isEmpty();
    }

    /** The next queue of the round that the filter lets through; null when there is none. */
    public MessageQueue selectOneMessageQueue(QueueFilter filter) {
        int size = messageQueueList.size();
        for (int i = 0; i < size; i++) {
            MessageQueue queue = next();
            if (filter.filter(queue)) {
                return queue;
            }
        }
        return null;
    }

    /** The next queue of the round on another broker than that, if there is one; {@code lastBrokerName} may be null. */
    public MessageQueue selectOneMessageQueue(String lastBrokerName) {
        MessageQueue other = lastBrokerName == null
                ? null
                : selectOneMessageQueue(queue -> !queue.getBrokerName().equals(lastBrokerName));
        return other != null ? other : next();
    }

    private MessageQueue next() {
        return messageQueueList.get(position.incrementAndGet() % messageQueueList.size());
    }

    /** Starts the round of this thread somewhere else. */
    public void resetIndex() {
        position.reset();
    }
}
