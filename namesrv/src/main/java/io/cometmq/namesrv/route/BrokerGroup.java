package io.cometmq.namesrv.route;

import static io.cometmq.common.MixAll.MASTER_ID;

import io.cometmq.remoting.protocol.route.BrokerData;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The brokers of one name: a master (id 0) and its slaves. Immutable.
 *
 * @param addresses by broker id; one address has one id (docs/protocol/semantics.md 3)
 * @param filterServers of brokers that have some, by broker address
 * @param enableActingMaster whether a slave may stand in for the master while there is none
 * @param zoneName null when the broker told none
 */
record BrokerGroup(
        String cluster,
        String brokerName,
        SortedMap<Long, String> addresses,
        Map<String, List<String>> filterServers,
        boolean enableActingMaster,
        String zoneName) {
    static BrokerGroup empty(String cluster, String brokerName) {
        return new BrokerGroup(cluster, brokerName, Collections.emptySortedMap(), Map.of(), false, null);
    }

    /** With the broker at its id; another id it had before is given up: it changed its role. Itself when that changes nothing. */
    BrokerGroup with(BrokerRegistration broker) {
        SortedMap<Long, String> changed = new TreeMap<>(addresses);
        changed.values().remove(broker.address());
        String replaced = changed.put(broker.brokerId(), broker.address());
        Map<String, List<String>> filters =
                replaced == null ? filterServers : RouteTable.remove(filterServers, replaced);
        filters = broker.filterServers().isEmpty()
                ? RouteTable.remove(filters, broker.address())
                : RouteTable.put(filters, broker.address(), broker.filterServers());
        BrokerGroup next = new BrokerGroup(
                broker.cluster(),
                brokerName,
                Collections.unmodifiableSortedMap(changed),
                filters,
                broker.enableActingMaster(),
                broker.zoneName());
        return next.equals(this) ? this : next;
    }

    /** Itself when no broker of the group has the address. */
    BrokerGroup without(String address) {
        if (!addresses.containsValue(address)) {
            return this;
        }
        SortedMap<Long, String> rest = new TreeMap<>(addresses);
        rest.values().remove(address);
        return new BrokerGroup(
                cluster,
                brokerName,
                Collections.unmodifiableSortedMap(rest),
                RouteTable.remove(filterServers, address),
                enableActingMaster,
                zoneName);
    }

    /** Null while there is no master. */
    String masterAddress() {
        return addresses.get(MASTER_ID);
    }

    boolean isEmpty() {
        return addresses.isEmpty();
    }

    /** Whether the slave with the smallest id stands in for a missing master. */
    boolean needsActingMaster() {
        return enableActingMaster && !isEmpty() && masterAddress() == null;
    }

    /** Whose topics count: the master's, and those of the slave that stands in for it (docs/protocol/semantics.md 3). */
    boolean speaksForTopics(long brokerId) {
        return brokerId == MASTER_ID || (needsActingMaster() && addresses.firstKey() == brokerId);
    }

    BrokerData data() {
        return new BrokerData(cluster, brokerName, addresses, zoneName, enableActingMaster);
    }

    /** As {@link #data}, the slave that stands in for the master under the master's id. */
    BrokerData dataWithActingMaster() {
        SortedMap<Long, String> shown = new TreeMap<>(addresses);
        shown.put(MASTER_ID, shown.remove(shown.firstKey()));
        return new BrokerData(cluster, brokerName, shown, zoneName, enableActingMaster);
    }
}
