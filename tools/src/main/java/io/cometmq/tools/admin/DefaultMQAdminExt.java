package io.cometmq.tools.admin;

import io.cometmq.client.ClientConfig;
import io.cometmq.client.QueryResult;
import io.cometmq.client.consumer.PullResult;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.producer.SendResult;
import io.cometmq.common.BoundaryType;
import io.cometmq.common.MixAll;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.remoting.netty.NettyClientConfig;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.BrokerStatsData;
import io.cometmq.remoting.protocol.body.ClusterInfo;
import io.cometmq.remoting.protocol.body.ConsumeStats;
import io.cometmq.remoting.protocol.body.ConsumeStatsList;
import io.cometmq.remoting.protocol.body.ConsumerConnection;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.body.GroupList;
import io.cometmq.remoting.protocol.body.KVTable;
import io.cometmq.remoting.protocol.body.ProducerConnection;
import io.cometmq.remoting.protocol.body.ProducerTableInfo;
import io.cometmq.remoting.protocol.body.QueryConsumeQueueResponseBody;
import io.cometmq.remoting.protocol.body.SubscriptionGroupWrapper;
import io.cometmq.remoting.protocol.body.TopicConfigSerializeWrapper;
import io.cometmq.remoting.protocol.body.TopicList;
import io.cometmq.remoting.protocol.body.TopicStatsTable;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import io.cometmq.remoting.rpc.RequestTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Administration of a cluster with RocketMQ's public methods.
 *
 * <p>Every call is synchronous and fails with a {@link RemotingException} when it did not get through or with an
 * {@link MQBrokerException} when the other side refused it. Addresses are host:port. Thread-safe once started.
 */
public final class DefaultMQAdminExt extends ClientConfig {
    private static final String ORDER_TOPIC_CONFIG = "ORDER_TOPIC_CONFIG";
    private static final long DEFAULT_TIMEOUT_MILLIS = 5000;

    private final NettyRemotingClient client =
            new NettyRemotingClient(NettyClientConfig.defaults(), new RequestTable(), ConnectionListener.NONE);
    private final AdminCalls calls;
    private final NamesrvAdmin namesrv;
    private final BrokerAdmin broker;
    private final TopicAdmin topics;
    private final GroupAdmin groups;
    private final MessageAdmin messages;
    private final MessageLookup lookup;

    public DefaultMQAdminExt() {
        this(DEFAULT_TIMEOUT_MILLIS);
    }

    /** @param timeoutMillis how long each call may take */
    public DefaultMQAdminExt(long timeoutMillis) {
        calls = new AdminCalls(client, timeoutMillis);
        namesrv = new NamesrvAdmin(calls);
        broker = new BrokerAdmin(calls);
        topics = new TopicAdmin(calls);
        groups = new GroupAdmin(calls);
        messages = new MessageAdmin(calls);
        lookup = new MessageLookup(namesrv, messages);
    }

    /** Takes over the name servers' addresses; connections are made when they are needed. */
    public void start() {
        String addresses = getNamesrvAddr();
        if (addresses != null) {
            client.updateNameServerAddressList(Arrays.stream(addresses.split(";", -1))
                    .map(String::strip)
                    .filter(address -> !address.isEmpty())
                    .toList());
        }
    }

    /** Closes all connections. */
    public void shutdown() {
        client.shutdown();
    }

    /** The name servers' addresses; throws when there is none. */
    public List<String> configuredNameServers() throws RemotingException {
        return namesrv.addresses();
    }

    public List<String> getNameServerAddressList() {
        return client.getNameServerAddressList();
    }

    // ---------------------------------------------------------------------------------------------------- name servers

    /** All brokers and clusters. */
    public ClusterInfo examineBrokerClusterInfo() throws RemotingException, MQBrokerException, InterruptedException {
        return namesrv.clusterInfo();
    }

    public TopicList fetchAllTopicList() throws RemotingException, MQBrokerException, InterruptedException {
        return namesrv.topics();
    }

    public TopicList fetchTopicsByCLuster(String clusterName)
            throws RemotingException, MQBrokerException, InterruptedException {
        return namesrv.topicsOfCluster(clusterName);
    }

    public TopicRouteData examineTopicRouteInfo(String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        return namesrv.route(topic);
    }

    /** The names of the clusters that hold the topic. */
    public Set<String> getTopicClusterList(String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        return examineTopicRouteInfo(topic).brokerDatas().stream()
                .map(BrokerData::cluster)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Null when there is none. */
    public String getKVConfig(String namespace, String key)
            throws RemotingException, MQBrokerException, InterruptedException {
        return namesrv.value(namespace, key);
    }

    public KVTable getKVListByNamespace(String namespace)
            throws RemotingException, MQBrokerException, InterruptedException {
        return namesrv.values(namespace);
    }

    /** On all name servers. */
    public void createAndUpdateKvConfig(String namespace, String key, String value)
            throws RemotingException, MQBrokerException, InterruptedException {
        namesrv.putValue(namespace, key, value);
    }

    /** On all name servers. */
    public void deleteKvConfig(String namespace, String key)
            throws RemotingException, MQBrokerException, InterruptedException {
        namesrv.deleteValue(namespace, key);
    }

    /** Takes a broker out of write traffic on one name server; gives the number of topics. */
    public int wipeWritePermOfBroker(String namesrvAddr, String brokerName)
            throws RemotingException, MQBrokerException, InterruptedException {
        return namesrv.wipeWritePerm(namesrvAddr, brokerName);
    }

    public int addWritePermOfBroker(String namesrvAddr, String brokerName)
            throws RemotingException, MQBrokerException, InterruptedException {
        return namesrv.addWritePerm(namesrvAddr, brokerName);
    }

    /** By address; null: of all. */
    public Map<String, Properties> getNameServerConfig(List<String> nameServers)
            throws RemotingException, MQBrokerException, InterruptedException {
        return namesrv.config(nameServers);
    }

    /** null: on all. */
    public void updateNameServerConfig(Properties properties, List<String> nameServers)
            throws RemotingException, MQBrokerException, InterruptedException {
        namesrv.updateConfig(properties, nameServers);
    }

    /** The order configuration of a topic; with {@code isCluster} the value replaces it, else the parts of it with the same broker. */
    public void createOrUpdateOrderConf(String key, String value, boolean isCluster)
            throws RemotingException, MQBrokerException, InterruptedException {
        String old = isCluster ? null : namesrv.value(ORDER_TOPIC_CONFIG, key);
        namesrv.putValue(ORDER_TOPIC_CONFIG, key, OrderConf.merge(old, value));
    }

    // ---------------------------------------------------------------------------------------------------- brokers

    public KVTable fetchBrokerRuntimeStats(String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        return broker.runtimeInfo(brokerAddr);
    }

    public Properties getBrokerConfig(String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        return broker.config(brokerAddr);
    }

    public void updateBrokerConfig(String brokerAddr, Properties properties)
            throws RemotingException, MQBrokerException, InterruptedException {
        broker.updateConfig(brokerAddr, properties);
    }

    public BrokerStatsData viewBrokerStatsData(String brokerAddr, String statsName, String statsKey)
            throws RemotingException, MQBrokerException, InterruptedException {
        return broker.stats(brokerAddr, statsName, statsKey);
    }

    public ProducerTableInfo getAllProducerInfo(String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        return broker.producers(brokerAddr);
    }

    public ConsumeStatsList fetchConsumeStatsInBroker(String brokerAddr, boolean isOrder, long timeoutMillis)
            throws RemotingException, MQBrokerException, InterruptedException {
        return new BrokerAdmin(calls.within(timeoutMillis)).consumeStats(brokerAddr, isOrder);
    }

    public boolean cleanExpiredConsumerQueueByAddr(String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        broker.cleanExpiredConsumeQueues(brokerAddr);
        return true;
    }

    public boolean cleanUnusedTopicByAddr(String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        broker.cleanUnusedTopics(brokerAddr);
        return true;
    }

    public boolean deleteExpiredCommitLogByAddr(String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        broker.deleteExpiredCommitLog(brokerAddr);
        return true;
    }

    // ---------------------------------------------------------------------------------------------------- topics

    public void createAndUpdateTopicConfig(String brokerAddr, TopicConfig config)
            throws RemotingException, MQBrokerException, InterruptedException {
        topics.createOrUpdate(brokerAddr, config);
    }

    public void createAndUpdateTopicConfigList(String brokerAddr, List<TopicConfig> configs)
            throws RemotingException, MQBrokerException, InterruptedException {
        topics.createOrUpdate(brokerAddr, configs);
    }

    public TopicConfig examineTopicConfig(String brokerAddr, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        return topics.config(brokerAddr, topic);
    }

    public TopicConfigSerializeWrapper getAllTopicConfig(String brokerAddr, long timeoutMillis)
            throws RemotingException, MQBrokerException, InterruptedException {
        return new BrokerAdmin(calls.within(timeoutMillis)).topicConfigs(brokerAddr);
    }

    /** Of all brokers of the topic. */
    public TopicStatsTable examineTopicStats(String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        return topics.stats(Brokers.addresses(examineTopicRouteInfo(topic)), topic);
    }

    public TopicStatsTable examineTopicStats(String brokerAddr, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        return topics.stats(List.of(brokerAddr), topic);
    }

    public void deleteTopicInBroker(Set<String> addrs, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        for (String address : addrs) {
            topics.delete(address, topic);
        }
    }

    /** null: in all name servers. */
    public void deleteTopicInNameServer(Set<String> addrs, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        namesrv.deleteTopic(addrs, topic, null);
    }

    public void deleteTopicInNameServer(Set<String> addrs, String clusterName, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        namesrv.deleteTopic(addrs, topic, clusterName);
    }

    // ---------------------------------------------------------------------------------------------------- groups

    public void createAndUpdateSubscriptionGroupConfig(String brokerAddr, SubscriptionGroupConfig config)
            throws RemotingException, MQBrokerException, InterruptedException {
        groups.createOrUpdate(brokerAddr, config);
    }

    /** Null when the broker does not know the group. */
    public SubscriptionGroupConfig examineSubscriptionGroupConfig(String brokerAddr, String group)
            throws RemotingException, MQBrokerException, InterruptedException {
        return groups.groups(brokerAddr).subscriptionGroupTable().get(group);
    }

    public SubscriptionGroupWrapper getAllSubscriptionGroup(String brokerAddr, long timeoutMillis)
            throws RemotingException, MQBrokerException, InterruptedException {
        return new GroupAdmin(calls.within(timeoutMillis)).groups(brokerAddr);
    }

    public void deleteSubscriptionGroup(String brokerAddr, String group)
            throws RemotingException, MQBrokerException, InterruptedException {
        groups.delete(brokerAddr, group, false);
    }

    public void deleteSubscriptionGroup(String brokerAddr, String group, boolean removeOffset)
            throws RemotingException, MQBrokerException, InterruptedException {
        groups.delete(brokerAddr, group, removeOffset);
    }

    public ConsumeStats examineConsumeStats(String consumerGroup)
            throws RemotingException, MQBrokerException, InterruptedException {
        return examineConsumeStats(consumerGroup, null);
    }

    /** topic null: of all topics. */
    public ConsumeStats examineConsumeStats(String consumerGroup, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        return groups.consumeStats(brokersOfGroup(consumerGroup, topic), consumerGroup, topic);
    }

    public ConsumeStats examineConsumeStats(String brokerAddr, String consumerGroup, String topic, long timeoutMillis)
            throws RemotingException, MQBrokerException, InterruptedException {
        return new GroupAdmin(calls.within(timeoutMillis)).consumeStats(List.of(brokerAddr), consumerGroup, topic);
    }

    public ConsumerConnection examineConsumerConnectionInfo(String consumerGroup)
            throws RemotingException, MQBrokerException, InterruptedException {
        return firstAnswer(
                brokersOfGroup(consumerGroup, null),
                consumerGroup,
                address -> groups.consumers(address, consumerGroup));
    }

    public ConsumerConnection examineConsumerConnectionInfo(String consumerGroup, String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        return groups.consumers(brokerAddr, consumerGroup);
    }

    public ProducerConnection examineProducerConnectionInfo(String producerGroup, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        return firstAnswer(
                Brokers.addresses(examineTopicRouteInfo(topic)),
                topic,
                address -> groups.producers(address, producerGroup));
    }

    public ConsumerRunningInfo getConsumerRunningInfo(String consumerGroup, String clientId, boolean jstack)
            throws RemotingException, MQBrokerException, InterruptedException {
        return firstAnswer(
                brokersOfGroup(consumerGroup, null),
                consumerGroup,
                address -> groups.runningInfo(address, consumerGroup, clientId, jstack));
    }

    /** The groups that consume a topic. */
    public GroupList queryTopicConsumeByWho(String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        Set<String> names = new TreeSet<>();
        for (String address : Brokers.addresses(examineTopicRouteInfo(topic))) {
            names.addAll(groups.groupsOfTopic(address, topic).groupList());
        }
        return new GroupList(names);
    }

    /** Moves the group to a time, milliseconds since the epoch, -1 for the end; gives the new offsets. */
    public Map<MessageQueue, Long> resetOffsetByTimestamp(String topic, String group, long timestamp, boolean isForce)
            throws RemotingException, MQBrokerException, InterruptedException {
        Map<MessageQueue, Long> offsets = new HashMap<>();
        for (String address : Brokers.addresses(examineTopicRouteInfo(topic))) {
            offsets.putAll(groups.reset(address, group, topic, -1, null, timestamp, isForce));
        }
        return offsets;
    }

    /** Moves the group in one queue of one broker to an offset. */
    public void resetOffsetByQueueId(
            String brokerAddr, String consumerGroup, String topicName, int queueId, long resetOffset)
            throws RemotingException, MQBrokerException, InterruptedException {
        groups.reset(brokerAddr, consumerGroup, topicName, queueId, resetOffset, 0, true);
    }

    public void updateConsumeOffset(String brokerAddr, String consumeGroup, MessageQueue mq, long offset)
            throws RemotingException, MQBrokerException, InterruptedException {
        groups.commit(brokerAddr, consumeGroup, mq, offset);
    }

    /** Copies the offsets that a group has for a topic to another group. */
    public void cloneGroupOffset(String srcGroup, String destGroup, String topic, boolean isOffline)
            throws RemotingException, MQBrokerException, InterruptedException {
        for (String address : Brokers.addresses(examineTopicRouteInfo(topic))) {
            groups.cloneOffsets(address, srcGroup, destGroup, topic, isOffline);
        }
    }

    // ---------------------------------------------------------------------------------------------------- messages

    public long searchOffset(MessageQueue mq, long timestamp)
            throws RemotingException, MQBrokerException, InterruptedException {
        return messages.searchOffset(addressOf(mq), mq, timestamp, BoundaryType.LOWER);
    }

    public long maxOffset(MessageQueue mq) throws RemotingException, MQBrokerException, InterruptedException {
        return messages.maxOffset(addressOf(mq), mq);
    }

    public long minOffset(MessageQueue mq) throws RemotingException, MQBrokerException, InterruptedException {
        return messages.minOffset(addressOf(mq), mq);
    }

    /** Pulls up to {@code maxNums} messages without waiting and without moving any offset. */
    public PullResult pull(MessageQueue mq, String subExpression, long offset, int maxNums)
            throws RemotingException, MQBrokerException, InterruptedException {
        return messages.pull(addressOf(mq), MixAll.TOOLS_CONSUMER_GROUP, mq, subExpression, offset, maxNums);
    }

    /** As {@link #pull(MessageQueue, String, long, int)}, in the name of a group. */
    public PullResult pull(String consumerGroup, MessageQueue mq, String subExpression, long offset, int maxNums)
            throws RemotingException, MQBrokerException, InterruptedException {
        return messages.pull(addressOf(mq), consumerGroup, mq, subExpression, offset, maxNums);
    }

    /** Sends one message to one queue. */
    public SendResult send(Message msg, MessageQueue mq)
            throws RemotingException, MQBrokerException, InterruptedException {
        return messages.send(addressOf(mq), mq, msg);
    }

    /** The message of an offset id or, failing that, of a unique key; null when there is none. */
    public MessageExt viewMessage(String topic, String msgId)
            throws RemotingException, MQBrokerException, InterruptedException {
        return lookup.byId(topic, msgId);
    }

    /** Messages with this key, stored between two times. */
    public QueryResult queryMessage(String topic, String key, int maxNum, long begin, long end)
            throws RemotingException, MQBrokerException, InterruptedException {
        return new QueryResult(end, lookup.byKey(topic, key, maxNum, begin, end));
    }

    /** The messages with this unique key. */
    public List<MessageExt> queryMessageByUniqKey(String topic, String uniqKey, long begin, long end)
            throws RemotingException, MQBrokerException, InterruptedException {
        return lookup.byUniqueKey(topic, uniqKey, begin, end);
    }

    public QueryConsumeQueueResponseBody queryConsumeQueue(
            String brokerAddr, String topic, int queueId, long index, int count, String consumerGroup)
            throws RemotingException, MQBrokerException, InterruptedException {
        return messages.consumeQueue(brokerAddr, topic, queueId, index, count, consumerGroup);
    }

    /**
     * The brokers that hold a group's offsets: those of the topic; without one, those of its retry topic; and all brokers as
     * long as the group has none, as nobody has consumed for it yet.
     */
    private List<String> brokersOfGroup(String group, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        try {
            String place = topic == null ? MixAll.getRetryTopic(group) : topic;
            return Brokers.addresses(examineTopicRouteInfo(place));
        } catch (MQBrokerException e) {
            if (topic != null || e.getResponseCode() != ResponseCode.TOPIC_NOT_EXIST) {
                throw e;
            }
            return List.copyOf(Brokers.masters(
                    List.copyOf(examineBrokerClusterInfo().brokerAddrTable().values())));
        }
    }

    /** Asks one broker after the other, as each knows only the clients that are connected to it. */
    private <T> T firstAnswer(List<String> addresses, String of, Question<T> question)
            throws RemotingException, MQBrokerException, InterruptedException {
        MQBrokerException refused = new MQBrokerException(ResponseCode.TOPIC_NOT_EXIST, "no broker holds " + of);
        for (String address : addresses) {
            try {
                return question.ask(address);
            } catch (MQBrokerException e) {
                refused = e;
            }
        }
        throw refused;
    }

    private interface Question<T> {
        T ask(String address) throws RemotingException, MQBrokerException, InterruptedException;
    }

    private String addressOf(MessageQueue queue) throws RemotingException, MQBrokerException, InterruptedException {
        for (BrokerData data : examineTopicRouteInfo(queue.getTopic()).brokerDatas()) {
            String address = Brokers.address(data);
            if (data.brokerName().equals(queue.getBrokerName()) && address != null) {
                return address;
            }
        }
        throw new MQBrokerException(
                ResponseCode.TOPIC_NOT_EXIST,
                "broker " + queue.getBrokerName() + " does not hold topic " + queue.getTopic());
    }
}
