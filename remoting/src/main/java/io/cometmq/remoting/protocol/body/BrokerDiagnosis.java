package io.cometmq.remoting.protocol.body;

import java.util.List;
import java.util.Map;

/**
 * Body of the answer to GET_BROKER_DIAGNOSIS (30001), CometMQ's own (docs/protocol/extensions.md 1): what looks wrong on a broker.
 */
public record BrokerDiagnosis(
        List<SubscriptionConflict> subscriptionConflicts,
        List<StuckQueue> stuckQueues,
        List<UnknownTopic> unknownTopics) {
    public BrokerDiagnosis {
        subscriptionConflicts = subscriptionConflicts == null ? List.of() : subscriptionConflicts;
        stuckQueues = stuckQueues == null ? List.of() : stuckQueues;
        unknownTopics = unknownTopics == null ? List.of() : unknownTopics;
    }

    /**
     * Clients of one group that want different things: each gets messages that others of the group were to get, and nobody gets
     * those.
     *
     * @param sinceMillis when that was seen first
     * @param clients expressions by topic by client id
     */
    public record SubscriptionConflict(String group, long sinceMillis, Map<String, Map<String, String>> clients) {}

    /**
     * A queue that has messages, and whose offset does not move.
     *
     * @param queueOffset the message behind which it is stuck: the first that the group has not committed
     * @param brokerOffset end of the queue
     * @param pulledOffset where the group's next pull begins; not beyond queueOffset when nobody pulls
     * @param sinceMillis when the offset was seen first
     * @param clientId who pulled last, null when that is not known
     * @param messageId offset message id of the message, null when it cannot be read
     * @param keys keys of the message, null when it has none
     * @param storeTimestamp store time of the message in milliseconds
     * @param reconsumeTimes how often the message was tried before
     */
    public record StuckQueue(
            String group,
            String topic,
            int queueId,
            long queueOffset,
            long brokerOffset,
            long pulledOffset,
            long sinceMillis,
            String clientId,
            String clientAddress,
            String messageId,
            String keys,
            long storeTimestamp,
            int reconsumeTimes) {}

    /**
     * A topic that somebody asked for and that there is not.
     *
     * @param reason why there is none, and what to do
     * @param askedFor what for: send or pull
     * @param clientAddress who asked last
     * @param nearest names that there are, and that may be meant
     */
    public record UnknownTopic(
            String topic,
            String reason,
            String askedFor,
            String clientAddress,
            long count,
            long firstMillis,
            long lastMillis,
            List<String> nearest) {
        public UnknownTopic {
            nearest = nearest == null ? List.of() : nearest;
        }
    }
}
