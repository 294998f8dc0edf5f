package io.cometmq.client.impl.factory;

import io.cometmq.client.ClientConfig;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.ClientRemotingProcessor;
import io.cometmq.client.impl.FindBrokerResult;
import io.cometmq.client.impl.MQAdminImpl;
import io.cometmq.client.impl.MQClientAPIImpl;
import io.cometmq.client.impl.consumer.ConsumerServices;
import io.cometmq.client.impl.consumer.MQConsumerInner;
import io.cometmq.client.impl.heartbeat.BrokerRegistrations;
import io.cometmq.client.impl.heartbeat.HeartbeatSender;
import io.cometmq.client.impl.producer.MQProducerInner;
import io.cometmq.client.impl.producer.PendingRequests;
import io.cometmq.client.impl.route.BrokerAddresses;
import io.cometmq.client.impl.route.RouteRefresh;
import io.cometmq.client.impl.route.TopicRouteTable;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.common.MixAll;
import io.cometmq.common.ServiceState;
import io.cometmq.common.filter.ExpressionType;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.netty.SharedEventLoops;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the clients of one client id share: connections, routes, heartbeats and threads. Made and ended by
 * {@code MQClientManager}. It wires; the work is done by its parts. Thread-safe.
 */
public final class MQClientInstance {
    private static final Logger LOG = LoggerFactory.getLogger(MQClientInstance.class);

    private final ClientConfig clientConfig;
    private final String clientId;
    private final ClientRegistry registry = new ClientRegistry();
    private final BrokerAddresses brokerAddresses = new BrokerAddresses();
    private final NettyRemotingClient remotingClient;
    private final MQClientAPIImpl api;
    private final TopicRouteTable routes;
    private final HeartbeatSender heartbeats;
    private final BrokerRegistrations registrations;
    private final MQAdminImpl admin;
    private final InstanceThreads threads;
    private final PendingRequests pendingRequests;

    /** Guarded by this. */
    private ServiceState state = ServiceState.CREATE_JUST;

    /** Guarded by this for writing; null until there is a consumer. */
    private volatile ConsumerServices consumerServices;

    /** Guarded by this; null until it is asked for. */
    private DefaultMQProducer innerProducer;

    /**
     * Makes an instance, not yet started.
     *
     * @param rpcHook null: none
     * @param loops the threads of its connections
     */
    public MQClientInstance(ClientConfig clientConfig, String clientId, RPCHook rpcHook, SharedEventLoops loops) {
        this.clientConfig = clientConfig;
        this.clientId = clientId;
        this.threads = new InstanceThreads(clientId, clientConfig.getClientCallbackExecutorThreads());
        this.pendingRequests = new PendingRequests(threads.scheduler());
        this.remotingClient = new NettyRemotingClient(
                ClientTls.netty(clientConfig),
                new ClientRemotingProcessor(
                                this::rebalanceImmediately,
                                registry::producer,
                                registry::consumer,
                                pendingRequests,
                                threads.callbacks())
                        .table(),
                new Connections(),
                loops);
        this.api = new MQClientAPIImpl(remotingClient, clientConfig.isVipChannelEnabled());
        int timeoutMillis = clientConfig.getMqClientApiTimeout();
        this.routes = new TopicRouteTable(
                topic -> api.getTopicRouteInfoFromNameServer(topic, timeoutMillis),
                brokerAddresses,
                registry,
                timeoutMillis);
        this.heartbeats = new HeartbeatSender(
                api,
                brokerAddresses,
                () -> registry.heartbeatData(clientId),
                timeoutMillis,
                clientConfig.isUseHeartbeatV2());
        this.registrations =
                new BrokerRegistrations(api, brokerAddresses, remotingClient::isConnected, clientId, timeoutMillis);
        this.admin = new MQAdminImpl(this, timeoutMillis);
        ClientHooks.of(clientConfig, rpcHook).forEach(remotingClient::registerRPCHook);
    }

    /**
     * Starts the scheduled work; nothing when it has been started before.
     *
     * @throws MQClientException when the instance has ended
     */
    public synchronized void start() throws MQClientException {
        switch (state) {
            case CREATE_JUST -> {
                new ScheduledWork(clientConfig, api, routes, heartbeats, registry).start(threads.scheduler());
                state = ServiceState.RUNNING;
                LOG.info("client {} started, name servers {}", clientId, api.getNameServerAddressList());
            }
            case RUNNING -> LOG.debug("client {} is shared by one more producer or consumer", clientId);
            default ->
                throw new MQClientException(
                        "The client " + clientId + " has ended: make a new producer or consumer", null);
        }
    }

    /** Ends everything. For {@code MQClientManager}; clients release the instance there. */
    public void shutdown() {
        ConsumerServices consumers;
        synchronized (this) {
            state = ServiceState.SHUTDOWN_ALREADY;
            consumers = consumerServices;
        }
        if (consumers != null) {
            consumers.shutdown();
        }
        pendingRequests.failAll(new MQClientException("the client " + clientId + " has ended", null));
        threads.shutdownScheduler();
        remotingClient.shutdown();
        threads.shutdown();
        LOG.info("client {} ended", clientId);
    }

    // ------------------------------------------------------------------------------------------------ clients

    /** False when the instance has a producer of this group already. */
    public boolean registerProducer(String group, MQProducerInner producer) {
        return registry.addProducer(group, producer);
    }

    public void unregisterProducer(String group) {
        if (registry.removeProducer(group)) {
            registrations.producerEnds(group);
        }
    }

    /** False when the instance has a consumer of this group already. */
    public boolean registerConsumer(String group, MQConsumerInner consumer) {
        return registry.addConsumer(group, consumer);
    }

    public void unregisterConsumer(String group) {
        if (registry.removeConsumer(group)) {
            registrations.consumerEnds(group);
        }
    }

    /** The producer of that group; null when there is none. */
    public MQProducerInner selectProducer(String group) {
        return registry.producer(group);
    }

    /** The consumer of that group; null when there is none. */
    public MQConsumerInner selectConsumer(String group) {
        return registry.consumer(group);
    }

    public Collection<MQConsumerInner> consumers() {
        return registry.consumers();
    }

    /** The threads that consumers share; made and started by the first call. */
    public synchronized <S extends ConsumerServices> S consumerServices(
            Class<S> type, Function<MQClientInstance, S> factory) {
        if (consumerServices == null) {
            S made = factory.apply(this);
            made.start();
            consumerServices = made;
        }
        return type.cast(consumerServices);
    }

    /** A producer for the client's own messages; made and started by the first call. */
    public synchronized DefaultMQProducer getDefaultMQProducer() throws MQClientException {
        if (innerProducer == null) {
            DefaultMQProducer producer = new DefaultMQProducer(MixAll.CLIENT_INNER_PRODUCER_GROUP);
            producer.resetClientConfig(clientConfig);
            producer.getDefaultMQProducerImpl().startWithin(this);
            innerProducer = producer;
        }
        return innerProducer;
    }

    /** Shares out the queues of all consumers soon, on their own thread; returns at once. */
    public void rebalanceImmediately() {
        ConsumerServices services = consumerServices;
        if (services != null) {
            services.rebalanceImmediately();
        }
    }

    /** Shares out the queues of all consumers; false when one is to be tried again sooner than usual. */
    public boolean doRebalance() {
        boolean balanced = true;
        for (MQConsumerInner consumer : registry.consumers()) {
            try {
                balanced &= consumer.tryRebalance();
            } catch (RuntimeException e) {
                LOG.error("rebalance of group {} failed", consumer.groupName(), e);
                balanced = false;
            }
        }
        return balanced;
    }

    /**
     * Has a broker of each topic check the subscriptions of all consumers that are not by tag.
     *
     * @throws MQClientException when one is refused; the text says why
     */
    public void checkClientInBroker() throws MQClientException {
        for (MQConsumerInner consumer : registry.consumers()) {
            for (SubscriptionData subscription : consumer.subscriptions()) {
                if (!ExpressionType.isTagType(subscription.getExpressionType())) {
                    checkInBroker(consumer.groupName(), subscription);
                }
            }
        }
    }

    private void checkInBroker(String group, SubscriptionData subscription) throws MQClientException {
        String address = findBrokerAddrByTopic(subscription.getTopic());
        if (address != null) {
            registrations.check(address, group, subscription);
        }
    }

    // ------------------------------------------------------------------------------------------------ routes,
    // heartbeats

    /** Asks for the routes of all topics in use. */
    public void updateTopicRouteInfoFromNameServer() {
        registry.topicsInUse().forEach(routes::refresh);
    }

    /** Asks for the route of a topic; true when it has changed or was waited for. */
    public boolean updateTopicRouteInfoFromNameServer(String topic) {
        return routes.refresh(topic).changed();
    }

    /** As the other, and says why there is no answer. */
    public RouteRefresh refreshRoute(String topic) {
        return routes.refresh(topic);
    }

    /** Takes the route that the topic will get when a send creates it after the template. */
    public RouteRefresh refreshRouteFromTemplate(String topic, String template, int maxQueues) {
        return routes.refreshFromTemplate(topic, template, maxQueues);
    }

    /** The route as it was last told; null when there is none. */
    public TopicRouteData getAnExistTopicRouteData(String topic) {
        return routes.find(topic);
    }

    /** Reports this instance's clients to all brokers, and waits for their answers. */
    public void sendHeartbeatToAllBrokerWithLock() {
        try {
            heartbeats.sendToAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The master's address; null when none is known. */
    public String findBrokerAddressInPublish(String brokerName) {
        return brokerName == null ? null : brokerAddresses.master(brokerName);
    }

    /** Null when there is none; see {@link BrokerAddresses#find}. */
    public FindBrokerResult findBrokerAddressInSubscribe(String brokerName, long brokerId, boolean onlyThisBroker) {
        return brokerName == null ? null : brokerAddresses.find(brokerName, brokerId, onlyThisBroker);
    }

    /** Any broker of the name, the master first; null when there is none. */
    public FindBrokerResult findBrokerAddressInAdmin(String brokerName) {
        return brokerName == null ? null : brokerAddresses.any(brokerName);
    }

    /** Any broker that has the topic, a master if there is one; null when no route is known. */
    public String findBrokerAddrByTopic(String topic) {
        TopicRouteData route = routes.find(topic);
        return route == null ? null : BrokerAddresses.anyOf(route.brokerDatas());
    }

    /** The client ids of the group that are online, from any broker of the topic; null when none answers. */
    public List<String> findConsumerIdList(String topic, String group) {
        String address = findBrokerAddrByTopic(topic);
        if (address == null) {
            updateTopicRouteInfoFromNameServer(topic);
            address = findBrokerAddrByTopic(topic);
        }
        if (address == null) {
            return null;
        }
        try {
            return api.getConsumerIdListByGroup(address, group, clientConfig.getMqClientApiTimeout());
        } catch (RemotingException | MQBrokerException e) {
            LOG.info("no consumer ids of group {} from {}: {}", group, address, e.getMessage());
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    // ------------------------------------------------------------------------------------------------ parts

    public String getClientId() {
        return clientId;
    }

    public ClientConfig getClientConfig() {
        return clientConfig;
    }

    public MQClientAPIImpl getMQClientAPIImpl() {
        return api;
    }

    public MQAdminImpl getMQAdminImpl() {
        return admin;
    }

    /** The requests of request-reply that wait. */
    public PendingRequests pendingRequests() {
        return pendingRequests;
    }

    /** For callbacks of asynchronous calls. */
    public ExecutorService callbackExecutor() {
        return threads.callbacks();
    }

    /** A new connection to a broker does not carry this client's registrations: a heartbeat brings them. */
    private final class Connections implements ConnectionListener {
        @Override
        public void opened(Connection connection) {
            if (!clientConfig.isEnableHeartbeatChannelEventListener()) {
                return;
            }
            try {
                threads.scheduler().execute(() -> heartbeat(connection.remoteAddress()));
            } catch (RejectedExecutionException e) {
                LOG.debug("client {} ends: no heartbeat to {}", clientId, connection);
            }
        }

        private void heartbeat(String address) {
            try {
                heartbeats.sendTo(address);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
