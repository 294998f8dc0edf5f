package io.cometmq.client.impl.consumer;

import io.cometmq.client.ClientConfig;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sets of queues. */
final class MessageQueues {
    private MessageQueues() {}

    static Set<String> topicsOf(Collection<MessageQueue> queues) {
        return queues.stream().map(MessageQueue::getTopic).collect(Collectors.toSet());
    }

    static Set<SubscriptionData> subscriptionsTo(
            Collection<MessageQueue> queues, Function<String, SubscriptionData> subscription) {
        return topicsOf(queues).stream().map(subscription).collect(Collectors.toSet());
    }

    static Set<MessageQueue> withNamespace(ClientConfig config, Collection<MessageQueue> queues) {
        return new HashSet<>(config.queuesWithNamespace(queues));
    }
}
