package io.cometmq.client.impl.consumer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.impl.FindBrokerResult;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.LockBatchRequestBody;
import io.cometmq.remoting.protocol.body.UnlockBatchRequestBody;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The brokers' locks on the queues of an orderly consumer: who holds the lock consumes the queue (docs/protocol/semantics.md 8).
 * Thread-safe.
 */
final class QueueLocks {
    private static final Logger LOG = LoggerFactory.getLogger(QueueLocks.class);
    private static final long TIMEOUT_MILLIS = 1_000;

    private final MQClientInstance instance;
    private final String group;

    QueueLocks(MQClientInstance instance, String group) {
        this.instance = instance;
        this.group = group;
    }

    /** Asks for one lock; true when it is held now. */
    boolean lock(MessageQueue queue, ProcessQueue processQueue) {
        renew(queue.getBrokerName(), Map.of(queue, processQueue));
        return processQueue.isLockGranted();
    }

    /**
     * Asks for the locks again before they expire.
     *
     * @return false when one that was held has gone to somebody else
     */
    boolean renewAll(Map<MessageQueue, ProcessQueue> queues) {
        Map<String, Map<MessageQueue, ProcessQueue>> byBroker = queues.entrySet().stream()
                .filter(entry -> !entry.getValue().isDropped())
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().getBrokerName(),
                        Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        boolean allHeld = true;
        for (Map.Entry<String, Map<MessageQueue, ProcessQueue>> broker : byBroker.entrySet()) {
            allHeld &= renew(broker.getKey(), broker.getValue());
        }
        return allHeld;
    }

    private boolean renew(String brokerName, Map<MessageQueue, ProcessQueue> queues) {
        String address = masterOf(brokerName);
        if (address == null) {
            return true; // not known: the locks expire by themselves when this lasts
        }
        long askedMillis = System.currentTimeMillis();
        Set<MessageQueue> held;
        try {
            LockBatchRequestBody body =
                    new LockBatchRequestBody(group, instance.getClientId(), false, new HashSet<>(queues.keySet()));
            held = instance.getMQClientAPIImpl().lockBatchMQ(address, body, TIMEOUT_MILLIS);
        } catch (RemotingException | MQBrokerException e) {
            LOG.warn("broker {} does not answer about locks of group {}: {}", brokerName, group, e.getMessage());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
        boolean allHeld = true;
        for (Map.Entry<MessageQueue, ProcessQueue> entry : queues.entrySet()) {
            allHeld &= update(entry.getKey(), entry.getValue(), held.contains(entry.getKey()), askedMillis);
        }
        return allHeld;
    }

    private boolean update(MessageQueue queue, ProcessQueue processQueue, boolean held, long askedMillis) {
        boolean lapsed = processQueue.isLockGranted() && !processQueue.isLocked(askedMillis);
        if (held && !lapsed) {
            processQueue.locked(askedMillis);
            return true;
        }
        // Somebody else may have consumed since it lapsed: what was pulled before is not to be relied on, even with a
        // new lock.
        LOG.info(
                "the lock of {} for group {} is {}",
                queue,
                group,
                held ? "lapsed: the queue is begun anew" : "with another client");
        processQueue.unlocked();
        return false;
    }

    /** Gives one lock back. */
    void unlock(MessageQueue queue) {
        unlock(queue.getBrokerName(), Set.of(queue));
    }

    /** Gives locks back. */
    void unlockAll(Collection<MessageQueue> queues) {
        queues.stream()
                .collect(Collectors.groupingBy(MessageQueue::getBrokerName, Collectors.toSet()))
                .forEach(this::unlock);
    }

    private void unlock(String brokerName, Set<MessageQueue> queues) {
        String address = masterOf(brokerName);
        if (address == null) {
            return;
        }
        try {
            instance.getMQClientAPIImpl()
                    .unlockBatchMQ(
                            address,
                            new UnlockBatchRequestBody(group, instance.getClientId(), false, queues),
                            TIMEOUT_MILLIS,
                            false);
        } catch (RemotingException | MQBrokerException e) {
            LOG.info("locks of group {} with broker {} are left to expire: {}", group, brokerName, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String masterOf(String brokerName) {
        FindBrokerResult broker = instance.findBrokerAddressInSubscribe(brokerName, MixAll.MASTER_ID, true);
        return broker == null ? null : broker.brokerAddr();
    }
}
