package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.AllocateMessageQueueStrategy;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the queues that one consumer consumes follow what its group and its topics look like. It alone changes the table of process
 * queues, by one thread at a time.
 */
final class RebalanceImpl {
    private static final Logger LOG = LoggerFactory.getLogger(RebalanceImpl.class);

    private final String group;
    private final String clientId;
    private final MessageModel model;
    private final AllocateMessageQueueStrategy strategy;
    private final BiFunction<String, String, List<String>> clientIdsOf;
    private final QueueHandover handover;
    private final ProcessQueueTable processQueues;

    /** Null: the clients share the queues out among themselves. */
    private final PopConsumption server;

    private final ConcurrentHashMap<String, Set<MessageQueue>> topicQueues = new ConcurrentHashMap<>();

    /** Guarded by this. */
    private boolean closed;

    /**
     * The rebalance of a consumer.
     *
     * @param clientIdsOf the online clients of a group by topic and group; null when they are not known
     * @param server null: brokers are not asked to share the queues out
     */
    RebalanceImpl(
            String group,
            String clientId,
            MessageModel model,
            AllocateMessageQueueStrategy strategy,
            BiFunction<String, String, List<String>> clientIdsOf,
            PopConsumption server,
            ProcessQueueTable processQueues,
            QueueHandover handover) {
        this.group = group;
        this.clientId = clientId;
        this.model = model;
        this.strategy = strategy;
        this.clientIdsOf = clientIdsOf;
        this.server = server;
        this.processQueues = processQueues;
        this.handover = handover;
    }

    /** All queues of a topic; null when its route is not known. */
    Set<MessageQueue> queuesOf(String topic) {
        return topicQueues.get(topic);
    }

    boolean knows(String topic) {
        return topicQueues.containsKey(topic);
    }

    /** The queues of a topic as the route says; true when they are others than before. */
    boolean updateTopic(String topic, Set<MessageQueue> queues) {
        return !Set.copyOf(queues).equals(topicQueues.put(topic, Set.copyOf(queues)));
    }

    void forgetTopic(String topic) {
        topicQueues.remove(topic);
    }

    /**
     * Brings the queues in line with what this client should consume of these topics, and gives up those of all others.
     *
     * @return false when something could not be done yet
     */
    synchronized boolean rebalance(Collection<String> topics) {
        if (closed) {
            return true;
        }
        boolean balanced = true;
        for (String topic : topics) {
            try {
                balanced &= rebalance(topic);
            } catch (RuntimeException e) {
                LOG.error("rebalance of topic {} of group {} failed", topic, group, e);
                balanced = false;
            }
        }
        Set<String> subscribed = Set.copyOf(topics);
        if (server != null) {
            server.retain(subscribed);
        }
        for (MessageQueue queue : processQueues.queues()) {
            if (!subscribed.contains(queue.getTopic())) {
                balanced &= release(queue);
            }
        }
        return balanced;
    }

    /**
     * Consumes exactly these queues, whoever else is in the group.
     *
     * @return false when something could not be done yet
     */
    synchronized boolean assign(Collection<MessageQueue> queues) {
        if (closed) {
            return true;
        }
        RebalancePlan plan = RebalancePlan.of(processQueues.queues(), queues, this::hasStalled);
        return plan.changesNothing() || carryOut(plan);
    }

    private boolean rebalance(String topic) {
        Set<MessageQueue> all = topicQueues.get(topic);
        if (all == null) {
            logUnknown(topic);
            return true;
        }
        if (server != null) {
            ServerAssignments.Answer answer = server.query(topic);
            if (answer instanceof ServerAssignments.Unknown) {
                return false;
            }
            if (answer instanceof ServerAssignments.Assigned assigned) {
                server.pop(topic, assigned.pop());
                return consumeThese(topic, all, List.copyOf(assigned.pull()));
            }
            server.pop(topic, Set.of());
        }
        List<String> clientIds = model == MessageModel.BROADCASTING ? null : clientIdsOf.apply(topic, group);
        Optional<List<MessageQueue>> mine = RebalancePlan.allocate(model, strategy, group, clientId, all, clientIds);
        if (mine.isEmpty()) {
            LOG.info(
                    "queues of topic {} stay as they are: the brokers do not list {} in group {} now",
                    topic,
                    clientId,
                    group);
            return false;
        }
        return consumeThese(topic, all, mine.get());
    }

    private boolean consumeThese(String topic, Set<MessageQueue> all, List<MessageQueue> mine) {
        RebalancePlan plan = RebalancePlan.of(processQueues.queuesOf(topic), mine, this::hasStalled);
        return plan.changesNothing() || carryOut(topic, plan, all, mine);
    }

    private void logUnknown(String topic) {
        if (topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) {
            LOG.debug("topic {} has no route yet", topic);
        } else {
            LOG.info("topic {} of group {} has no route: does it exist?", topic, group);
        }
    }

    private boolean hasStalled(MessageQueue queue) {
        ProcessQueue processQueue = processQueues.get(queue);
        return processQueue.isDropped() || handover.hasStalled(processQueue);
    }

    private boolean carryOut(String topic, RebalancePlan plan, Set<MessageQueue> all, List<MessageQueue> mine) {
        boolean done = carryOut(plan);
        LOG.info(
                "topic {} of group {}: released {}, acquired {}, now {} of {} queues",
                topic,
                group,
                plan.release().size(),
                plan.acquire().size(),
                mine.size(),
                all.size());
        handover.changed(topic, all, Set.copyOf(mine));
        return done;
    }

    private boolean carryOut(RebalancePlan plan) {
        boolean done = true;
        for (MessageQueue queue : plan.release()) {
            done &= release(queue);
        }
        if (!plan.acquire().isEmpty()) {
            handover.announce();
        }
        for (MessageQueue queue : plan.acquire()) {
            done &= acquire(queue);
        }
        return done;
    }

    private boolean release(MessageQueue queue) {
        ProcessQueue processQueue = processQueues.get(queue);
        processQueue.drop();
        if (!handover.release(queue, processQueue)) {
            return false;
        }
        processQueues.remove(queue);
        return true;
    }

    private boolean acquire(MessageQueue queue) {
        if (processQueues.get(queue) != null) {
            return false; // its release is not finished yet
        }
        ProcessQueue processQueue = new ProcessQueue(System.currentTimeMillis());
        OptionalLong begin = handover.acquire(queue, processQueue);
        if (begin.isEmpty()) {
            return false;
        }
        processQueues.put(queue, processQueue);
        handover.begin(queue, processQueue, begin.getAsLong());
        return true;
    }

    /**
     * Gives a queue up and does something before it can be acquired again.
     *
     * @return false when the queue could not be given up now
     */
    synchronized boolean releaseAnd(MessageQueue queue, Runnable before) {
        if (processQueues.get(queue) != null && !release(queue)) {
            return false;
        }
        before.run();
        return true;
    }

    /**
     * Begins a queue anew at another offset; what was pulled of it and not consumed is passed over.
     *
     * @return false when the queue is not consumed here
     */
    synchronized boolean restart(MessageQueue queue, long queueOffset) {
        ProcessQueue before = processQueues.get(queue);
        if (before == null) {
            return false;
        }
        before.drop();
        ProcessQueue after = new ProcessQueue(System.currentTimeMillis());
        processQueues.put(queue, after);
        handover.begin(queue, after, queueOffset);
        return true;
    }

    /** Gives up everything for good; what was not released in an orderly way before is dropped. */
    synchronized void close() {
        closed = true;
        processQueues.dropAll();
        topicQueues.clear();
    }
}
