package io.cometmq.namesrv.route;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Everything the name server knows about brokers and topics at one moment. Immutable: the rules make the next one.
 *
 * @param topics by name; none of them is nowhere
 * @param groups by broker name; each has an address
 * @param live by broker process: exactly those that have an address in a group
 */
record RouteTable(
        SnapshotMap<TopicRoute> topics, Map<String, BrokerGroup> groups, Map<BrokerAddress, BrokerLiveInfo> live) {
    static final RouteTable EMPTY = new RouteTable(SnapshotMap.empty(), Map.of(), Map.of());

    RouteTable withTopics(SnapshotMap<TopicRoute> changed) {
        return changed == topics ? this : new RouteTable(changed, groups, live);
    }

    RouteTable withLive(BrokerAddress broker, BrokerLiveInfo info) {
        return new RouteTable(topics, groups, put(live, broker, info));
    }

    /** A copy with this entry; the map itself when it has it already. */
    static <K, V> Map<K, V> put(Map<K, V> map, K key, V value) {
        if (value.equals(map.get(key))) {
            return map;
        }
        Map<K, V> changed = new HashMap<>(map);
        changed.put(key, value);
        return Collections.unmodifiableMap(changed);
    }

    /** A copy without this entry; the map itself when it has none. */
    static <K, V> Map<K, V> remove(Map<K, V> map, K key) {
        if (!map.containsKey(key)) {
            return map;
        }
        Map<K, V> changed = new HashMap<>(map);
        changed.remove(key);
        return Collections.unmodifiableMap(changed);
    }
}
