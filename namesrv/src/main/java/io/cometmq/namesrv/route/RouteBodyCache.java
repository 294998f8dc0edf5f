package io.cometmq.namesrv.route;

import io.cometmq.common.json.Json;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The encoded routes of the topics that were asked for last, in both forms of JSON (docs/protocol/remoting.md 9). An entry is good as long
 * as the snapshot it was made of; the number of entries is fixed. Thread-safe without locks: a lost race costs an encoding.
 */
final class RouteBodyCache {
    private static final int SLOTS = 1024;

    /** Larger bodies are encoded each time: the cache stays below SLOTS times this. */
    private static final int MAX_BODY_BYTES = 32 * 1024;

    private static final class Entry {
        private final TopicRoute route;
        private final Map<String, BrokerGroup> groups;
        private final boolean actingMasters;
        private final boolean standardJson;
        private final byte[] body;

        Entry(
                TopicRoute route,
                Map<String, BrokerGroup> groups,
                boolean actingMasters,
                boolean standardJson,
                byte[] body) {
            this.route = route;
            this.groups = groups;
            this.actingMasters = actingMasters;
            this.standardJson = standardJson;
            this.body = body;
        }

        @SuppressWarnings("ReferenceEquality") // of the same snapshot is what counts, and is quickly told
        boolean isFor(
                TopicRoute aRoute,
                Map<String, BrokerGroup> theGroups,
                boolean isActingMasters,
                boolean isStandardJson) {
            return route == aRoute
                    && groups == theGroups
                    && actingMasters == isActingMasters
                    && standardJson == isStandardJson;
        }
    }

    private final AtomicReferenceArray<Entry> slots = new AtomicReferenceArray<>(SLOTS);

    /** The body, which a caller must not change. */
    byte[] get(TopicRoute route, Map<String, BrokerGroup> groups, boolean actingMasters, boolean standardJson) {
        int slot = (System.identityHashCode(route) + (standardJson ? SLOTS / 2 : 0)) & (SLOTS - 1);
        Entry cached = slots.get(slot);
        if (cached != null && cached.isFor(route, groups, actingMasters, standardJson)) {
            return cached.body;
        }
        byte[] body = encode(RouteView.route(route, groups, null, actingMasters, group -> true), standardJson);
        if (body.length <= MAX_BODY_BYTES) {
            slots.set(slot, new Entry(route, groups, actingMasters, standardJson, body));
        }
        return body;
    }

    static byte[] encode(TopicRouteData route, boolean standardJson) {
        return standardJson ? Json.toStandardJsonBytes(route) : Json.toJsonBytes(route);
    }
}
