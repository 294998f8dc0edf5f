package io.cometmq.client.impl.route;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.json.JsonException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of the topics in use, asked from the name servers and passed on when they change. One refresh at a time; reading
 * needs no lock.
 */
public final class TopicRouteTable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicRouteTable.class);

    /** Asks a name server. */
    @FunctionalInterface
    public interface RouteSource {
        TopicRouteData route(String topic) throws RemotingException, InterruptedException, MQClientException;
    }

    private final ConcurrentHashMap<String, TopicRouteData> routes = new ConcurrentHashMap<>();
    private final ReentrantLock refreshing = new ReentrantLock();
    private final RouteSource source;
    private final BrokerAddresses addresses;
    private final RouteListener listener;
    private final long timeoutMillis;

    /** @param timeoutMillis how long a refresh waits for another one to end: as long as a name server may take to answer it */
    public TopicRouteTable(RouteSource source, BrokerAddresses addresses, RouteListener listener, long timeoutMillis) {
        this.source = source;
        this.addresses = addresses;
        this.listener = listener;
        this.timeoutMillis = timeoutMillis;
    }

    /** Null when the topic is not in use or has no route. */
    public TopicRouteData find(String topic) {
        return routes.get(topic);
    }

    /** Asks for the route of a topic and passes it on when it has changed or is waited for. */
    public RouteRefresh refresh(String topic) {
        return locked(topic, () -> sorted(source.route(topic)));
    }

    /**
     * Takes the route that the topic will get when a send creates it: that of the template topic, with so many queues per
     * broker at most (docs/protocol/semantics.md 2).
     */
    public RouteRefresh refreshFromTemplate(String topic, String template, int maxQueues) {
        return locked(topic, () -> RouteQueues.fromTemplate(sorted(source.route(template)), maxQueues));
    }

    @FunctionalInterface
    private interface Query {
        TopicRouteData run() throws RemotingException, InterruptedException, MQClientException;
    }

    private RouteRefresh locked(String topic, Query query) {
        try {
            boolean first = refreshing.tryLock();
            if (!first && !refreshing.tryLock(timeoutMillis, TimeUnit.MILLISECONDS)) {
                return RouteRefresh.failed(new TimeoutException(
                        "the route of " + topic + " was not asked for: another refresh takes too long"));
            }
            try {
                // Many senders find a new topic at once; the answer that the first of them got will do for the others.
                // The route may be older than that, though, and then somebody may still wait for it.
                boolean answered = !first && routes.containsKey(topic) && !listener.isRouteWanted(topic);
                return answered ? RouteRefresh.SAME : take(topic, query.run());
            } finally {
                refreshing.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return RouteRefresh.failed(e);
        } catch (RemotingException | MQClientException | JsonException e) {
            LOG.debug("no route of topic {}: {}", topic, e.getMessage());
            return RouteRefresh.failed(e);
        }
    }

    private RouteRefresh take(String topic, TopicRouteData route) {
        boolean changed = !route.equals(routes.get(topic));
        if (!changed && !listener.isRouteWanted(topic)) {
            return RouteRefresh.SAME;
        }
        addresses.update(route.brokerDatas());
        // Listeners first: who finds the route in the table finds the queues made from it, too.
        listener.routeChanged(topic, route);
        routes.put(topic, route);
        if (changed) {
            LOG.info("route of topic {}: {}", topic, route);
        }
        return RouteRefresh.CHANGED;
    }

    /** The order in which a name server lists brokers says nothing; sorted routes can be compared. */
    private static TopicRouteData sorted(TopicRouteData route) {
        return new TopicRouteData(
                route.orderTopicConf(),
                route.queueDatas().stream()
                        .sorted(Comparator.comparing(queue -> queue.brokerName()))
                        .toList(),
                route.brokerDatas().stream()
                        .sorted(Comparator.comparing(BrokerData::brokerName))
                        .toList(),
                route.filterServerTable());
    }

    /**
     * Forgets the routes of topics that are no longer used, and the addresses that no route has; not while a refresh is under way,
     * whose addresses are known before its route is: the next call will do.
     */
    public void retain(Set<String> topicsInUse) {
        if (!refreshing.tryLock()) {
            return;
        }
        try {
            routes.keySet().retainAll(topicsInUse);
            List<BrokerData> inUse = new ArrayList<>();
            routes.values().forEach(route -> inUse.addAll(route.brokerDatas()));
            addresses.retain(inUse);
        } finally {
            refreshing.unlock();
        }
    }
}
