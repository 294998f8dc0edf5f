package io.cometmq.client.impl;

import io.cometmq.client.QueryResult;
import io.cometmq.client.Validators;
import io.cometmq.client.common.ClientErrorCode;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.client.impl.route.RouteQueues;
import io.cometmq.common.BoundaryType;
import io.cometmq.common.MixAll;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageId;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Questions about topics, queues and messages, for producers and consumers alike: finds the broker and asks it. Thread-safe. */
public final class MQAdminImpl {
    private final MQClientInstance instance;
    private final MessageQuery messages;
    private final long timeoutMillis;

    public MQAdminImpl(MQClientInstance instance, long timeoutMillis) {
        this.instance = instance;
        this.messages = new MessageQuery(instance.getMQClientAPIImpl().getRemotingClient(), timeoutMillis);
        this.timeoutMillis = timeoutMillis;
    }

    /**
     * Creates a topic on every master that has the topic {@code key}.
     *
     * @param attributes may be null
     */
    public void createTopic(String key, String newTopic, int queueNum, int topicSysFlag, Map<String, String> attributes)
            throws MQClientException {
        Validators.checkTopic(newTopic);
        Validators.isSystemTopic(newTopic);
        List<String> masters = route(key).brokerDatas().stream()
                .map(BrokerData::brokerAddrs)
                .map(addresses -> addresses.get(MixAll.MASTER_ID))
                .filter(address -> address != null)
                .toList();
        if (masters.isEmpty()) {
            throw new MQClientException(
                    "No master has the topic " + key + ", so " + newTopic + " is not created", null);
        }
        TopicConfig config = new TopicConfig(newTopic, queueNum, queueNum);
        config.setTopicSysFlag(topicSysFlag);
        config.setAttributes(attributes);
        for (String master : masters) {
            ask("create topic " + newTopic + " on " + master, () -> {
                instance.getMQClientAPIImpl().createTopic(master, key, config, timeoutMillis);
                return null;
            });
        }
    }

    /** The queues that the topic can be sent to. */
    public List<MessageQueue> fetchPublishMessageQueues(String topic) throws MQClientException {
        List<MessageQueue> queues = RouteQueues.publishInfo(topic, route(topic)).messageQueueList();
        if (queues.isEmpty()) {
            throw new MQClientException("The topic " + topic + " has no queue that can be sent to", null);
        }
        return queues;
    }

    /** The queues that the topic can be read from. */
    public Set<MessageQueue> fetchSubscribeMessageQueues(String topic) throws MQClientException {
        Set<MessageQueue> queues = RouteQueues.subscribeQueues(topic, route(topic));
        if (queues.isEmpty()) {
            throw new MQClientException("The topic " + topic + " has no queue that can be read from", null);
        }
        return queues;
    }

    public long searchOffset(MessageQueue queue, long timestamp) throws MQClientException {
        return searchOffset(queue, timestamp, BoundaryType.LOWER);
    }

    public long searchOffset(MessageQueue queue, long timestamp, BoundaryType boundary) throws MQClientException {
        String master = master(queue);
        return ask("search offset of " + queue, () -> instance.getMQClientAPIImpl()
                .searchOffset(master, queue, timestamp, boundary, timeoutMillis));
    }

    public long maxOffset(MessageQueue queue) throws MQClientException {
        String master = master(queue);
        return ask("max offset of " + queue, () -> instance.getMQClientAPIImpl()
                .getMaxOffset(master, queue, timeoutMillis));
    }

    public long minOffset(MessageQueue queue) throws MQClientException {
        String master = master(queue);
        return ask("min offset of " + queue, () -> instance.getMQClientAPIImpl()
                .getMinOffset(master, queue, timeoutMillis));
    }

    /** Milliseconds since the epoch; -1 when the queue is empty. */
    public long earliestMsgStoreTime(MessageQueue queue) throws MQClientException {
        String master = master(queue);
        return ask("earliest store time of " + queue, () -> instance.getMQClientAPIImpl()
                .getEarliestMsgStoretime(master, queue, timeoutMillis));
    }

    /** Messages with this key. */
    public QueryResult queryMessage(String topic, String key, int maxNum, long begin, long end)
            throws MQClientException, InterruptedException {
        return messages.byKey(knownRoute(topic), topic, key, maxNum, begin, end);
    }

    /** The message of this unique key; null when no index knows it. */
    public MessageExt queryMessageByUniqKey(String topic, String uniqKey)
            throws MQClientException, InterruptedException {
        return messages.byUniqueKey(knownRoute(topic), topic, uniqKey);
    }

    /**
     * The message of this id: an offset message id, or a unique key that the brokers' indexes know. Both look alike; an
     * offset message id holds the address of a broker of the topic.
     */
    public MessageExt viewMessage(String topic, String msgId)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        TopicRouteData route = knownRoute(topic);
        MessageId id = offsetId(msgId);
        if (id != null) {
            InetSocketAddress host = (InetSocketAddress) id.getAddress();
            String address = host.getAddress().getHostAddress() + ":" + host.getPort();
            if (route.brokerDatas().stream()
                    .anyMatch(broker -> broker.brokerAddrs().containsValue(address))) {
                return instance.getMQClientAPIImpl().viewMessage(address, topic, id.getOffset(), timeoutMillis);
            }
        }
        MessageExt message = messages.byUniqueKey(route, topic, msgId);
        if (message == null) {
            throw new MQClientException(
                    ResponseCode.NO_MESSAGE,
                    "query message by key finished, but no message: " + msgId + " in topic " + topic);
        }
        return message;
    }

    /** Null when the text is not one. */
    private static MessageId offsetId(String msgId) {
        try {
            return MessageDecoder.decodeMessageId(msgId);
        } catch (IllegalArgumentException | UnknownHostException e) {
            return null;
        }
    }

    private TopicRouteData knownRoute(String topic) throws MQClientException {
        TopicRouteData known = instance.getAnExistTopicRouteData(topic);
        return known != null ? known : route(topic);
    }

    private TopicRouteData route(String topic) throws MQClientException {
        try {
            return instance.getMQClientAPIImpl().getTopicRouteInfoFromNameServer(topic, timeoutMillis);
        } catch (RemotingException e) {
            throw new MQClientException("Can not find Message Queue for this topic, " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MQClientException("interrupted while the route of " + topic + " was asked for", e);
        }
    }

    private String master(MessageQueue queue) throws MQClientException {
        String address = instance.findBrokerAddressInPublish(queue.getBrokerName());
        if (address == null) {
            instance.updateTopicRouteInfoFromNameServer(queue.getTopic());
            address = instance.findBrokerAddressInPublish(queue.getBrokerName());
        }
        if (address == null) {
            throw new MQClientException(
                    ClientErrorCode.BROKER_NOT_EXIST_EXCEPTION, "The broker[" + queue.getBrokerName() + "] not exist");
        }
        return address;
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws RemotingException, InterruptedException, MQBrokerException;
    }

    private static <T> T ask(String what, Question<T> question) throws MQClientException {
        try {
            return question.ask();
        } catch (MQBrokerException e) {
            throw new MQClientException(e.getResponseCode(), what + ": " + e.getErrorMessage(), e);
        } catch (RemotingException e) {
            throw new MQClientException(what + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MQClientException(what + ": interrupted", e);
        }
    }
}
