package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.store.OffsetStore;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores offsets so that whoever takes the queues over begins there. */
final class OffsetsInStore {
    private static final Logger LOG = LoggerFactory.getLogger(OffsetsInStore.class);

    private OffsetsInStore() {}

    /** Stores the remembered offsets of these queues, and waits for the brokers' confirmation; what fails is logged. */
    static void storeNow(OffsetStore offsets, MessageModel model, Collection<MessageQueue> queues) {
        if (model == MessageModel.BROADCASTING) {
            offsets.persistAll(new HashSet<>(queues));
            return;
        }
        for (Map.Entry<MessageQueue, Long> entry :
                offsets.cloneOffsetTable(null).entrySet()) {
            if (queues.contains(entry.getKey())) {
                storeNow(offsets, entry.getKey(), entry.getValue());
            }
        }
    }

    private static void storeNow(OffsetStore offsets, MessageQueue queue, long queueOffset) {
        try {
            offsets.updateConsumeOffsetToBroker(queue, queueOffset, false);
        } catch (RemotingException | MQBrokerException | MQClientException e) {
            LOG.warn("offset {} of {} is not stored: {}", queueOffset, queue, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
