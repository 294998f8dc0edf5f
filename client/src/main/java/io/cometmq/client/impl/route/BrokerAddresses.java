package io.cometmq.client.impl.route;

import io.cometmq.client.impl.FindBrokerResult;
import io.cometmq.common.MixAll;
import io.cometmq.remoting.protocol.route.BrokerData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The addresses of the brokers by name and id, as the routes told them. Thread-safe; what it gives out are snapshots. */
public final class BrokerAddresses {
    /** Each inner map is never changed, only replaced. */
    private final ConcurrentHashMap<String, Map<Long, String>> byName = new ConcurrentHashMap<>();

    /** By address: the version a broker answered its last heartbeat with (docs/protocol/remoting.md 2.2). */
    private final ConcurrentHashMap<String, Integer> versions = new ConcurrentHashMap<>();

    /** One broker: its name, its id (0: the master) and where it is. */
    public record Broker(String name, long id, String address) {
        public boolean isMaster() {
            return id == MixAll.MASTER_ID;
        }
    }

    public void update(Collection<BrokerData> brokers) {
        for (BrokerData broker : brokers) {
            byName.put(broker.brokerName(), Map.copyOf(broker.brokerAddrs()));
        }
    }

    /** Forgets every address that is not among these. */
    public void retain(Collection<BrokerData> inUse) {
        Map<String, Map<Long, String>> kept = new HashMap<>();
        for (BrokerData broker : inUse) {
            kept.computeIfAbsent(broker.brokerName(), name -> new HashMap<>()).putAll(broker.brokerAddrs());
        }
        byName.replaceAll((name, addresses) -> intersection(addresses, kept.getOrDefault(name, Map.of())));
        byName.values().removeIf(Map::isEmpty);
        versions.keySet().removeIf(address -> byName.values().stream().noneMatch(ids -> ids.containsValue(address)));
    }

    private static Map<Long, String> intersection(Map<Long, String> addresses, Map<Long, String> inUse) {
        Map<Long, String> common = new HashMap<>(addresses);
        common.values().retainAll(inUse.values());
        return Map.copyOf(common);
    }

    /** The master's address; null when none is known. */
    public String master(String brokerName) {
        Map<Long, String> addresses = byName.get(brokerName);
        return addresses == null ? null : addresses.get(MixAll.MASTER_ID);
    }

    /** The master, or another one of that name when no master is known; null when none is. */
    public FindBrokerResult any(String brokerName) {
        return find(brokerName, MixAll.MASTER_ID, false);
    }

    /**
     * Finds the broker of that name and id.
     *
     * @param onlyThisBroker false: another one of the name will do when this id is not there, the next higher id first
     * @return null when there is none
     */
    public FindBrokerResult find(String brokerName, long brokerId, boolean onlyThisBroker) {
        Map<Long, String> addresses = byName.get(brokerName);
        if (addresses == null || addresses.isEmpty()) {
            return null;
        }
        String address = addresses.get(brokerId);
        if (address != null) {
            return result(address, brokerId);
        }
        if (onlyThisBroker) {
            return null;
        }
        TreeMap<Long, String> sorted = new TreeMap<>(addresses);
        Map.Entry<Long, String> other = sorted.higherEntry(brokerId);
        if (other == null) {
            other = sorted.firstEntry();
        }
        return result(other.getValue(), other.getKey());
    }

    private FindBrokerResult result(String address, long brokerId) {
        return new FindBrokerResult(address, brokerId != MixAll.MASTER_ID, version(address));
    }

    public List<Broker> all() {
        List<Broker> brokers = new ArrayList<>();
        byName.forEach((name, ids) -> ids.forEach((id, address) -> brokers.add(new Broker(name, id, address))));
        return brokers;
    }

    /** Any address of these brokers, a master's if there is one; null when there is none. */
    public static String anyOf(Collection<BrokerData> brokers) {
        String slave = null;
        for (BrokerData broker : brokers) {
            String master = broker.brokerAddrs().get(MixAll.MASTER_ID);
            if (master != null) {
                return master;
            }
            slave = broker.brokerAddrs().values().stream().findFirst().orElse(slave);
        }
        return slave;
    }

    /** The version of the broker there; 0 when it has not answered a heartbeat yet. */
    public int version(String address) {
        return versions.getOrDefault(address, 0);
    }

    public void heartbeatAnswered(String address, int version) {
        versions.put(address, version);
    }
}
