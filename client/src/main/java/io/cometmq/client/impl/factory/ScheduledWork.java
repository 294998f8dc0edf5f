package io.cometmq.client.impl.factory;

import io.cometmq.client.ClientConfig;
import io.cometmq.client.impl.MQClientAPIImpl;
import io.cometmq.client.impl.consumer.MQConsumerInner;
import io.cometmq.client.impl.heartbeat.HeartbeatSender;
import io.cometmq.client.impl.route.MissingRoutes;
import io.cometmq.client.impl.route.TopicRouteTable;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an instance does again and again (docs/protocol/semantics.md 3, 7). */
final class ScheduledWork {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledWork.class);

    private static final long ADDRESS_FETCH_MILLIS = TimeUnit.MINUTES.toMillis(2);

    /** Milliseconds between two questions to the web service for addresses. */
    private static final String ADDRESS_FETCH_PROPERTY = "cometmq.client.addressFetchInterval";

    private static final long FIRST_DELAY_MILLIS = 1000;
    private static final long FIRST_ROUTE_MILLIS = 10;
    private static final long MISSING_ROUTE_MILLIS = 1000;
    private static final long FIRST_PERSIST_MILLIS = 10_000;

    private final ClientConfig config;
    private final MQClientAPIImpl api;
    private final TopicRouteTable routes;
    private final HeartbeatSender heartbeats;
    private final ClientRegistry registry;
    private final MissingRoutes missingRoutes;

    ScheduledWork(
            ClientConfig config,
            MQClientAPIImpl api,
            TopicRouteTable routes,
            HeartbeatSender heartbeats,
            ClientRegistry registry) {
        this.config = config;
        this.api = api;
        this.routes = routes;
        this.heartbeats = heartbeats;
        this.registry = registry;
        this.missingRoutes = new MissingRoutes(routes);
    }

    /** Finds the name servers, then begins. */
    void start(ScheduledExecutorService scheduler) {
        if (config.getNamesrvAddr() != null) {
            api.updateNameServerAddressList(config.getNamesrvAddr());
        } else if (api.hasAddressService()) {
            fetchAddresses();
            long millis = Math.max(1, Long.getLong(ADDRESS_FETCH_PROPERTY, ADDRESS_FETCH_MILLIS));
            every(scheduler, "fetch of name server addresses", millis, millis, this::fetchAddresses);
        }
        every(scheduler, "route refresh", FIRST_ROUTE_MILLIS, config.getPollNameServerInterval(), this::refreshRoutes);
        every(
                scheduler,
                "search of missing routes",
                MISSING_ROUTE_MILLIS,
                MISSING_ROUTE_MILLIS,
                () -> missingRoutes.ask(registry.topicsInUse()));
        every(scheduler, "heartbeat", FIRST_DELAY_MILLIS, config.getHeartbeatBrokerInterval(), this::heartbeat);
        every(
                scheduler,
                "offset persistence",
                Math.min(FIRST_PERSIST_MILLIS, config.getPersistConsumerOffsetInterval()),
                config.getPersistConsumerOffsetInterval(),
                this::persistOffsets);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private static void every(
            ScheduledExecutorService scheduler, String name, long firstMillis, long periodMillis, Work work) {
        scheduler.scheduleAtFixedRate(() -> guarded(name, work), firstMillis, periodMillis, TimeUnit.MILLISECONDS);
    }

    /** An exception would end the repetition. */
    private static void guarded(String name, Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("{} failed", name, e);
        }
    }

    private void fetchAddresses() {
        api.fetchNameServerAddr(config.getUnitName());
    }

    private void refreshRoutes() {
        registry.topicsInUse().forEach(routes::refresh);
    }

    private void heartbeat() throws InterruptedException {
        Set<String> inUse = registry.topicsInUse();
        routes.retain(inUse);
        heartbeats.sendToAll();
    }

    private void persistOffsets() {
        for (MQConsumerInner consumer : registry.consumers()) {
            try {
                consumer.persistConsumerOffset();
            } catch (RuntimeException e) {
                LOG.error("offsets of group {} not persisted", consumer.groupName(), e);
            }
        }
    }
}
