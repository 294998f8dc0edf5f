package io.cometmq.client.consumer.store;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.exception.OffsetNotFoundException;
import io.cometmq.client.impl.FindBrokerResult;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.header.QueryConsumerOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.UpdateConsumerOffsetRequestHeader;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a clustering group's progress with the broker that has the queue (docs/protocol/semantics.md 7). Thread-safe. */
public class RemoteBrokerOffsetStore implements OffsetStore {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteBrokerOffsetStore.class);
    private static final long TIMEOUT_MILLIS = 5_000;

    private final MQClientInstance instance;
    private final String group;
    private final OffsetTable offsets = new OffsetTable();

    public RemoteBrokerOffsetStore(MQClientInstance mqClientInstance, String groupName) {
        this.instance = mqClientInstance;
        this.group = groupName;
    }

    @Override
    public void load() {
        // The broker is asked queue by queue.
    }

    @Override
    public void updateOffset(MessageQueue mq, long offset, boolean increaseOnly) {
        offsets.update(mq, offset, increaseOnly);
    }

    @Override
    public void updateAndFreezeOffset(MessageQueue mq, long offset) {
        offsets.updateAndFreeze(mq, offset);
    }

    @Override
    public long readOffset(MessageQueue mq, ReadOffsetType type) {
        return offsets.read(mq, type, this::readStored);
    }

    private long readStored(MessageQueue mq) {
        try {
            long offset = instance.getMQClientAPIImpl()
                    .queryConsumerOffset(
                            masterOf(mq),
                            new QueryConsumerOffsetRequestHeader(
                                    group, mq.getTopic(), mq.getQueueId(), null, mq.getBrokerName()),
                            TIMEOUT_MILLIS);
            offsets.update(mq, offset, false);
            return offset;
        } catch (OffsetNotFoundException e) {
            return -1;
        } catch (RemotingException | MQBrokerException | MQClientException e) {
            LOG.warn("the offset of group {} in {} is not known: {}", group, mq, e.getMessage());
            return -2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -2;
        }
    }

    @Override
    public void persistAll(Set<MessageQueue> mqs) {
        if (mqs == null || mqs.isEmpty()) {
            return;
        }
        offsets.retain(mqs);
        offsets.copy(null).keySet().forEach(this::persist);
    }

    @Override
    public void persist(MessageQueue mq) {
        if (offsets.get(mq) == null) {
            return;
        }
        try {
            sendLatest(mq, masterOf(mq));
        } catch (RemotingException | MQClientException e) {
            LOG.warn("the offset of group {} in {} is not stored yet: {}", group, mq, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One at a time: an offset must not be sent after a later one, or after the queue was given up. */
    private synchronized void sendLatest(MessageQueue mq, String address)
            throws RemotingException, InterruptedException {
        Long offset = offsets.get(mq);
        if (offset != null) {
            instance.getMQClientAPIImpl().updateConsumerOffsetOneway(address, header(mq, offset), TIMEOUT_MILLIS);
        }
    }

    @Override
    public synchronized void removeOffset(MessageQueue mq) {
        offsets.remove(mq);
    }

    @Override
    public Map<MessageQueue, Long> cloneOffsetTable(String topic) {
        return offsets.copy(topic);
    }

    @Override
    public void updateConsumeOffsetToBroker(MessageQueue mq, long offset, boolean isOneway)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        String address = masterOf(mq);
        if (isOneway) {
            instance.getMQClientAPIImpl().updateConsumerOffsetOneway(address, header(mq, offset), TIMEOUT_MILLIS);
        } else {
            instance.getMQClientAPIImpl().updateConsumerOffset(address, header(mq, offset), TIMEOUT_MILLIS);
        }
    }

    private UpdateConsumerOffsetRequestHeader header(MessageQueue mq, long offset) {
        return new UpdateConsumerOffsetRequestHeader(group, mq.getTopic(), mq.getQueueId(), offset, mq.getBrokerName());
    }

    /** The address of the queue's broker: its master or, while there is none, a slave; the route is asked for when it is not known. */
    private String masterOf(MessageQueue mq) throws MQClientException {
        FindBrokerResult broker = instance.findBrokerAddressInSubscribe(mq.getBrokerName(), MixAll.MASTER_ID, false);
        if (broker == null) {
            instance.updateTopicRouteInfoFromNameServer(mq.getTopic());
            broker = instance.findBrokerAddressInSubscribe(mq.getBrokerName(), MixAll.MASTER_ID, false);
        }
        if (broker == null) {
            throw new MQClientException("broker " + mq.getBrokerName() + " is not known", null);
        }
        return broker.brokerAddr();
    }
}
