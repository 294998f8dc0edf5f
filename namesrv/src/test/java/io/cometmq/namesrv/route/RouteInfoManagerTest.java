package io.cometmq.namesrv.route;

import static io.cometmq.namesrv.route.Tables.CLUSTER;
import static io.cometmq.namesrv.route.Tables.VERSION;
import static io.cometmq.namesrv.route.Tables.broker;
import static io.cometmq.namesrv.route.Tables.master;
import static io.cometmq.namesrv.route.Tables.topic;
import static io.cometmq.namesrv.route.Tables.topics;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RouteInfoManagerTest {
    private final AtomicLong clockMillis = new AtomicLong();
    private final RouteInfoManager routes = new RouteInfoManager(clockMillis::get);

    @Test
    void aSilentBrokerIsEvictedAndAHeartbeatPreventsIt() {
        routes.register(master("a", "1.1.1.1:1"), false);
        routes.register(master("b", "1.1.1.5:1"), false);
        clockMillis.set(100_000);
        routes.heartbeat(CLUSTER, "1.1.1.1:1");
        routes.heartbeat(CLUSTER, "unknown:1");
        clockMillis.set(120_001);
        routes.evictSilent();
        assertThat(routes.snapshot().groups()).containsOnlyKeys("a");
        assertThat(routes.dataVersion(CLUSTER, "1.1.1.1:1")).isEqualTo(VERSION);
        assertThat(routes.dataVersion(CLUSTER, "1.1.1.5:1")).isNull();
    }

    @Test
    void aClosedConnectionTakesItsBrokerAlong() {
        BrokerRegistration broker = master("a", "1.1.1.1:1");
        routes.register(broker, false);
        routes.connectionClosed(new Object());
        assertThat(routes.snapshot().groups()).containsOnlyKeys("a");
        routes.connectionClosed(broker.connection());
        assertThat(routes.snapshot().groups()).isEmpty();
    }

    @Test
    void theEndOfAnEarlierConnectionLeavesABrokerThatCameBack() {
        BrokerRegistration first = master("a", "1.1.1.1:1");
        routes.register(first, false);
        routes.register(master("a", "1.1.1.1:1"), false);
        routes.connectionClosed(first.connection());
        assertThat(routes.snapshot().groups()).containsOnlyKeys("a");
    }

    @Test
    void unregisteringNeedsTheRightClusterAndAddress() {
        routes.register(master("a", "1.1.1.1:1"), false);
        routes.unregister("Other", "1.1.1.1:1");
        routes.unregister(CLUSTER, "1.1.1.2:1");
        assertThat(routes.snapshot().groups()).containsOnlyKeys("a");
        routes.unregister(CLUSTER, "1.1.1.1:1");
        assertThat(routes.snapshot().topics().size()).isZero();
    }

    @Test
    void readersSeeAllOfAChangeOrNothing() {
        BrokerRegistration wide = broker("a", 0, "1.1.1.1:1", VERSION, topics(topic("first", 6), topic("second", 6)));
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            while (!stop.get()) {
                routes.register(wide, false);
                routes.unregister(CLUSTER, "1.1.1.1:1");
            }
        });
        try {
            for (int i = 0; i < 20_000; i++) {
                RouteTable table = routes.snapshot();
                boolean there = table.groups().containsKey("a");
                assertThat(table.topics().get("first") != null).isEqualTo(there);
                assertThat(table.topics().get("second") != null).isEqualTo(there);
                assertThat(table.live().isEmpty()).isEqualTo(!there);
            }
        } finally {
            stop.set(true);
            writer.join();
        }
    }
}
