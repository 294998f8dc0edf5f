package io.cometmq.client.impl.heartbeat;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.impl.MQClientAPIImpl;
import io.cometmq.client.impl.route.BrokerAddresses;
import io.cometmq.client.impl.route.BrokerAddresses.Broker;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.heartbeat.HeartbeatData;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the clients of one instance to every broker they use; an instance that only produces reports to masters only
 * (docs/protocol/semantics.md 7). One round at a time.
 */
public final class HeartbeatSender {
    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatSender.class);

    private final MQClientAPIImpl api;
    private final BrokerAddresses addresses;
    private final Supplier<HeartbeatData> clients;
    private final long timeoutMillis;

    /** Null when every heartbeat carries the subscriptions. */
    private final Fingerprints fingerprints;

    private final ReentrantLock sending = new ReentrantLock();

    /** Addresses that did not answer the last heartbeat: one line when that begins, one when it ends. */
    private final Set<String> silent = ConcurrentHashMap.newKeySet();

    /** @param compact whether subscriptions that a broker knows are left out */
    public HeartbeatSender(
            MQClientAPIImpl api,
            BrokerAddresses addresses,
            Supplier<HeartbeatData> clients,
            long timeoutMillis,
            boolean compact) {
        this.fingerprints = compact ? new Fingerprints() : null;
        this.api = api;
        this.addresses = addresses;
        this.clients = clients;
        this.timeoutMillis = timeoutMillis;
    }

    /** Reports to all brokers that are to know; after another round that is under way, which may not say everything yet. */
    public void sendToAll() throws InterruptedException {
        sending.lockInterruptibly();
        try {
            HeartbeatData heartbeat = clients.get();
            for (Broker broker : addresses.all()) {
                send(broker, heartbeat);
            }
        } finally {
            sending.unlock();
        }
    }

    /** Reports to the brokers at one address, if it is known as a broker's. */
    public void sendTo(String address) throws InterruptedException {
        HeartbeatData heartbeat = clients.get();
        for (Broker broker : addresses.all()) {
            if (broker.address().equals(address)) {
                send(broker, heartbeat);
            }
        }
    }

    private void send(Broker broker, HeartbeatData heartbeat) throws InterruptedException {
        boolean consumes = !heartbeat.consumerDataSet().isEmpty();
        boolean produces = !heartbeat.producerDataSet().isEmpty();
        if (!consumes && (!produces || !broker.isMaster())) {
            return;
        }
        try {
            HeartbeatReply reply = fingerprints == null
                    ? api.sendHeartbeat(broker.address(), heartbeat, timeoutMillis)
                    : fingerprints.send(
                            broker.address(),
                            heartbeat,
                            data -> api.sendHeartbeat(broker.address(), data, timeoutMillis));
            addresses.heartbeatAnswered(broker.address(), reply.brokerVersion());
            if (silent.remove(broker.address())) {
                LOG.info("broker {} {} answers heartbeats again", broker.name(), broker.address());
            }
        } catch (RemotingException | MQBrokerException e) {
            if (silent.add(broker.address())) {
                LOG.warn(
                        "broker {} {} does not answer heartbeats: {}", broker.name(), broker.address(), e.getMessage());
            }
        }
    }
}
