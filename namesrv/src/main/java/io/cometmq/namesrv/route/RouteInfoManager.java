package io.cometmq.namesrv.route;

import io.cometmq.remoting.protocol.DataVersion;
import io.cometmq.remoting.protocol.route.QueueData;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the routes. Changes follow one another under this object's lock; a reader takes the current {@link #snapshot}, never waits, and sees
 * either all of a change or nothing of it. Thread-safe.
 */
public final class RouteInfoManager {
    private static final Logger LOG = LoggerFactory.getLogger(RouteInfoManager.class);

    private final LongSupplier clockMillis;

    /** Written under this object's lock. */
    private volatile RouteTable table = RouteTable.EMPTY;

    /** @param clockMillis a clock that only goes forward: silence is measured by it */
    public RouteInfoManager(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    RouteTable snapshot() {
        return table;
    }

    synchronized RegistrationRule.Outcome register(BrokerRegistration broker, boolean dropAbsentTopics) {
        boolean known = table.live().containsKey(broker.broker());
        RegistrationRule.Outcome outcome =
                RegistrationRule.register(table, broker, dropAbsentTopics, clockMillis.getAsLong());
        table = outcome.next();
        if (outcome.replaced() != null) {
            LOG.warn(
                    "broker {} id {} is {} now, it was {}",
                    broker.brokerName(),
                    broker.brokerId(),
                    broker.address(),
                    outcome.replaced());
        }
        if (!known && outcome.refusal() == null) {
            LOG.info(
                    "broker {} id {} of cluster {} registered: {}, {} topics",
                    broker.brokerName(),
                    broker.brokerId(),
                    broker.cluster(),
                    broker.address(),
                    broker.topics().size());
        }
        return outcome;
    }

    synchronized void unregister(String cluster, String address) {
        remove(List.of(new BrokerAddress(cluster, address)), "unregistered");
    }

    /** The brokers that registered on the connection are gone. */
    public synchronized void connectionClosed(Object connection) {
        remove(RemovalRule.on(table, connection), "closed its connection");
    }

    /** Removes the brokers that were silent for longer than they said. */
    public synchronized void evictSilent() {
        remove(RemovalRule.silent(table, clockMillis.getAsLong()), "is silent");
    }

    private void remove(List<BrokerAddress> brokers, String why) {
        for (BrokerAddress broker : brokers) {
            BrokerLiveInfo info = table.live().get(broker);
            if (info != null) {
                LOG.info(
                        "broker {} at {} of cluster {} {}", info.brokerName(), broker.address(), broker.cluster(), why);
            }
        }
        if (!brokers.isEmpty()) {
            table = RemovalRule.remove(table, brokers);
        }
    }

    /** A sign of life; nothing happens when the broker is unknown. */
    synchronized void heartbeat(String cluster, String address) {
        BrokerAddress broker = new BrokerAddress(cluster, address);
        BrokerLiveInfo info = table.live().get(broker);
        if (info != null) {
            table = table.withLive(broker, info.seen(clockMillis.getAsLong()));
        }
    }

    /** The version of the topics that the broker registered last, null when it is unknown. */
    DataVersion dataVersion(String cluster, String address) {
        BrokerLiveInfo info = table.live().get(new BrokerAddress(cluster, address));
        return info == null ? null : info.dataVersion();
    }

    synchronized int wipeWritePerm(String brokerName) {
        return changePerm(TopicRule.wipeWritePerm(table, brokerName), brokerName, "lost");
    }

    synchronized int addWritePerm(String brokerName) {
        return changePerm(TopicRule.addWritePerm(table, brokerName), brokerName, "got");
    }

    private int changePerm(TopicRule.PermOutcome outcome, String brokerName, String what) {
        table = outcome.next();
        LOG.info("{} topics of broker {} {} their write permission", outcome.topics(), brokerName, what);
        return outcome.topics();
    }

    /** @param cluster null: in all of them */
    void deleteTopic(String topic, String cluster) {
        update(current -> TopicRule.delete(current, topic, cluster));
        LOG.info("topic {} deleted from {}", topic, Objects.requireNonNullElse(cluster, "all clusters"));
    }

    void registerTopic(String topic, List<QueueData> queues) {
        update(current -> TopicRule.register(current, topic, queues));
        LOG.info("topic {} registered with {}", topic, queues);
    }

    private synchronized void update(UnaryOperator<RouteTable> rule) {
        table = rule.apply(table);
    }
}
