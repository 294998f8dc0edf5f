package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.AllocateMessageQueueStrategy;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a rebalance of one topic changes; pure.
 *
 * @param release queues to give up
 * @param acquire queues to take over; one that has stalled is both released and acquired
 */
record RebalancePlan(List<MessageQueue> release, List<MessageQueue> acquire) {

    /**
     * The step from the queues that a client consumes to those that it should.
     *
     * @param owned of this topic
     * @param stalled whether an owned queue has come to a halt and is to be begun anew
     */
    static RebalancePlan of(
            Collection<MessageQueue> owned, Collection<MessageQueue> allocated, Predicate<MessageQueue> stalled) {
        Set<MessageQueue> wanted = new HashSet<>(allocated);
        List<MessageQueue> release = owned.stream()
                .filter(queue -> !wanted.contains(queue) || stalled.test(queue))
                .sorted()
                .toList();
        Set<MessageQueue> kept = new HashSet<>(owned);
        release.forEach(kept::remove);
        List<MessageQueue> acquire =
                wanted.stream().filter(queue -> !kept.contains(queue)).sorted().toList();
        return new RebalancePlan(release, acquire);
    }

    boolean changesNothing() {
        return release.isEmpty() && acquire.isEmpty();
    }

    /**
     * The queues of one client of a group (docs/protocol/semantics.md 7).
     *
     * @param clientIds all clients of the group; null when they are not known
     * @return empty when it cannot be said now: the clients are not known, or this one is not registered with the broker
     */
    static Optional<List<MessageQueue>> allocate(
            MessageModel model,
            AllocateMessageQueueStrategy strategy,
            String group,
            String clientId,
            Collection<MessageQueue> queues,
            Collection<String> clientIds) {
        List<MessageQueue> sorted = queues.stream().sorted().toList();
        if (model == MessageModel.BROADCASTING) {
            return Optional.of(sorted);
        }
        if (clientIds == null || !clientIds.contains(clientId)) {
            return Optional.empty();
        }
        List<MessageQueue> mine = sorted.isEmpty()
                ? List.of()
                : strategy.allocate(
                        group,
                        clientId,
                        new ArrayList<>(sorted),
                        new ArrayList<>(clientIds.stream().sorted().toList()));
        return Optional.of(mine == null ? List.of() : mine);
    }
}
