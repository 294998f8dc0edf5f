package io.cometmq.namesrv.route;

import static io.cometmq.namesrv.route.Tables.CLUSTER;
import static io.cometmq.namesrv.route.Tables.VERSION;
import static io.cometmq.namesrv.route.Tables.broker;
import static io.cometmq.namesrv.route.Tables.inZone;
import static io.cometmq.namesrv.route.Tables.master;
import static io.cometmq.namesrv.route.Tables.slave;
import static io.cometmq.namesrv.route.Tables.topics;
import static io.cometmq.namesrv.route.Tables.with;
import static io.cometmq.namesrv.route.Tables.withActingMaster;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.common.TopicConfig;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.route.QueueData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RouteViewTest {
    private static TopicRouteData route(RouteTable table, String topic, boolean acting, Predicate<BrokerGroup> wanted) {
        return RouteView.route(table.topics().get(topic), table.groups(), null, acting, wanted);
    }

    /** docs/protocol/remoting.md 11.5: the captured answers to an old and a new client. */
    @Test
    void theBodyIsTheCapturedOneByteForByte() {
        RouteTable table = with(broker(
                "broker-a",
                0,
                "127.0.0.1:20911",
                VERSION,
                topics(new TopicConfig("TopicFacts", 4, 4, 6), new TopicConfig("other", 4, 4, 6))));
        RouteBodyCache bodies = new RouteBodyCache();
        TopicRoute route = table.topics().get("TopicFacts");
        String captured = "{\"brokerDatas\":[{\"brokerAddrs\":{0:\"127.0.0.1:20911\"},\"brokerName\":\"broker-a\","
                + "\"cluster\":\"DefaultCluster\",\"enableActingMaster\":false}],\"filterServerTable\":{},"
                + "\"queueDatas\":[{\"brokerName\":\"broker-a\",\"perm\":6,\"readQueueNums\":4,\"topicSysFlag\":0,"
                + "\"writeQueueNums\":4}]}";
        assertThat(captured).hasSize(0x167 - 4 - 0x5f);
        assertThat(new String(bodies.get(route, table.groups(), false, false), UTF_8))
                .isEqualTo(captured);
        assertThat(new String(bodies.get(route, table.groups(), false, true), UTF_8))
                .isEqualTo(captured.replace("{0:", "{\"0\":"));
    }

    @Test
    void aCachedBodyIsAsNewAsItsSnapshot() {
        RouteBodyCache bodies = new RouteBodyCache();
        RouteTable before = with(master("a", "1.1.1.1:1"));
        TopicRoute route = before.topics().get("TopicTest");
        byte[] first = bodies.get(route, before.groups(), false, true);
        assertThat(bodies.get(route, before.groups(), false, true)).isSameAs(first);
        RouteTable after = Tables.register(before, slave("a", 1, "1.1.1.2:1"));
        assertThat(after.topics().get("TopicTest")).isSameAs(route);
        assertThat(new String(bodies.get(route, after.groups(), false, true), UTF_8))
                .contains("1.1.1.2:1");
    }

    @Test
    void heartbeatsKeepCachedBodiesGood() {
        RouteInfoManager routes = new RouteInfoManager(() -> 0);
        routes.register(master("a", "1.1.1.1:1"), false);
        RouteTable before = routes.snapshot();
        routes.heartbeat(CLUSTER, "1.1.1.1:1");
        routes.register(master("a", "1.1.1.1:1"), false);
        assertThat(routes.snapshot().groups()).isSameAs(before.groups());
        assertThat(routes.snapshot().topics()).isSameAs(before.topics());
    }

    @Test
    void aSlaveStandsInForAMissingMaster() {
        RouteTable table =
                with(withActingMaster(slave("a", 1, "1.1.1.2:1")), withActingMaster(slave("a", 2, "1.1.1.3:1")));
        TopicRouteData shown = route(table, "TopicTest", true, group -> true);
        assertThat(shown.brokerDatas().get(0).brokerAddrs()).isEqualTo(Map.of(0L, "1.1.1.2:1", 2L, "1.1.1.3:1"));
        assertThat(shown.queueDatas()).containsExactly(new QueueData("a", 4, 4, 4, 0));
        TopicRouteData plain = route(table, "TopicTest", false, group -> true);
        assertThat(plain.brokerDatas().get(0).brokerAddrs()).containsOnlyKeys(1L, 2L);
    }

    @Test
    void brokersOfOtherZonesAreLeftOutUnlessTheyHaveNoMaster() {
        RouteTable table = with(
                inZone(master("a", "1.1.1.1:1"), "North"),
                inZone(master("b", "1.1.1.5:1"), "south"),
                inZone(slave("c", 1, "1.1.1.8:1"), "south"));
        TopicRouteData shown = route(table, "TopicTest", false, RouteView.inZone("NORTH"));
        assertThat(shown.brokerDatas()).extracting(BrokerData::brokerName).containsExactly("a");
        assertThat(shown.queueDatas()).extracting(QueueData::brokerName).containsExactly("a");
        assertThat(RouteView.inZone("NORTH").test(table.groups().get("c"))).isTrue();
    }

    @Test
    void filterServersAreShownByBrokerAddress() {
        BrokerRegistration a = master("a", "1.1.1.1:1");
        RouteTable table = with(new BrokerRegistration(
                a.cluster(), "a", 0, a.address(), "", 1, false, null, VERSION, a.topics(), List.of("f:1"), ""));
        assertThat(route(table, "TopicTest", false, group -> true).filterServerTable())
                .isEqualTo(Map.of("1.1.1.1:1", List.of("f:1")));
    }

    @Test
    void clustersAndMembersAreListed() {
        RouteTable table = with(master("a", "1.1.1.1:1"), slave("a", 1, "1.1.1.2:1"), master("b", "1.1.1.5:1"));
        assertThat(RouteView.clusterInfo(table).clusterAddrTable().get(CLUSTER)).containsExactly("a", "b");
        assertThat(RouteView.clusterInfo(table).brokerAddrTable()).containsOnlyKeys("a", "b");
        assertThat(RouteView.memberGroup(table, CLUSTER, "a").brokerAddrs()).hasSize(2);
        assertThat(RouteView.memberGroup(table, CLUSTER, "nobody").brokerAddrs())
                .isEmpty();
        assertThat(RouteView.systemTopics(table)).containsExactly(CLUSTER, "a", "b");
        assertThat(RouteView.anyAddress(table)).isIn("1.1.1.1:1", "1.1.1.5:1");
        assertThat(RouteView.anyAddress(RouteTable.EMPTY)).isNull();
    }

    @Test
    void topicsAreListedByClusterAndByUnit() {
        RouteTable table = with(broker(
                "a",
                0,
                "1.1.1.1:1",
                VERSION,
                topics(
                        new TopicConfig("none", 4, 4, 6, 0),
                        new TopicConfig("unit", 4, 4, 6, 1),
                        new TopicConfig("sub", 4, 4, 6, 2),
                        new TopicConfig("both", 4, 4, 6, 3))));
        assertThat(RouteView.topicsOfCluster(table, CLUSTER)).hasSize(4);
        assertThat(RouteView.topicsOfCluster(table, "Other")).isEmpty();
        assertThat(RouteView.unitTopics(table)).containsExactly("both", "unit");
        assertThat(RouteView.unitSubTopics(table)).containsExactly("both", "sub");
        assertThat(RouteView.unitSubUnUnitTopics(table)).containsExactly("sub");
    }
}
