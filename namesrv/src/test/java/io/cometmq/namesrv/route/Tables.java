package io.cometmq.namesrv.route;

import io.cometmq.common.TopicConfig;
import io.cometmq.remoting.protocol.DataVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Registrations and tables for tests. */
final class Tables {
    static final String CLUSTER = "DefaultCluster";
    static final DataVersion VERSION = new DataVersion(0, 1_000, 1);

    private Tables() {}

    static Map<String, TopicConfig> topics(TopicConfig... configs) {
        Map<String, TopicConfig> topics = new HashMap<>();
        for (TopicConfig config : configs) {
            topics.put(config.getTopicName(), config);
        }
        return topics;
    }

    static TopicConfig topic(String name, int perm) {
        return new TopicConfig(name, 4, 4, perm);
    }

    /** Two topics: TopicTest and the broker's own. */
    static BrokerRegistration master(String brokerName, String address) {
        return broker(brokerName, 0, address, VERSION, topics(topic("TopicTest", 6), topic(brokerName, 7)));
    }

    static BrokerRegistration slave(String brokerName, long id, String address) {
        return broker(brokerName, id, address, VERSION, topics(topic("TopicTest", 6), topic("OfSlave", 6)));
    }

    static BrokerRegistration broker(
            String brokerName, long id, String address, DataVersion version, Map<String, TopicConfig> topics) {
        return new BrokerRegistration(
                CLUSTER,
                brokerName,
                id,
                address,
                address + "1",
                BrokerRegistration.DEFAULT_TIMEOUT_MILLIS,
                false,
                null,
                version,
                topics,
                List.of(),
                new Object());
    }

    static BrokerRegistration withActingMaster(BrokerRegistration broker) {
        return new BrokerRegistration(
                broker.cluster(),
                broker.brokerName(),
                broker.brokerId(),
                broker.address(),
                broker.haServerAddr(),
                broker.timeoutMillis(),
                true,
                broker.zoneName(),
                broker.dataVersion(),
                broker.topics(),
                broker.filterServers(),
                broker.connection());
    }

    static BrokerRegistration inZone(BrokerRegistration broker, String zone) {
        return new BrokerRegistration(
                broker.cluster(),
                broker.brokerName(),
                broker.brokerId(),
                broker.address(),
                broker.haServerAddr(),
                broker.timeoutMillis(),
                broker.enableActingMaster(),
                zone,
                broker.dataVersion(),
                broker.topics(),
                broker.filterServers(),
                broker.connection());
    }

    static RouteTable with(BrokerRegistration... brokers) {
        RouteTable table = RouteTable.EMPTY;
        for (BrokerRegistration broker : brokers) {
            table = register(table, broker);
        }
        return table;
    }

    static RouteTable register(RouteTable table, BrokerRegistration broker) {
        return RegistrationRule.register(table, broker, false, 0).next();
    }
}
