package io.cometmq.namesrv.route;

import static io.cometmq.namesrv.route.Tables.CLUSTER;
import static io.cometmq.namesrv.route.Tables.master;
import static io.cometmq.namesrv.route.Tables.slave;
import static io.cometmq.namesrv.route.Tables.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RemovalRuleTest {
    private static final BrokerAddress MASTER_A = new BrokerAddress(CLUSTER, "1.1.1.1:1");
    private static final BrokerAddress SLAVE_A = new BrokerAddress(CLUSTER, "1.1.1.2:1");
    private static final BrokerAddress MASTER_B = new BrokerAddress(CLUSTER, "1.1.1.5:1");

    private final RouteTable table =
            with(master("a", "1.1.1.1:1"), slave("a", 1, "1.1.1.2:1"), master("b", "1.1.1.5:1"));

    @Test
    void withoutItsMasterAGroupKeepsItsTopics() {
        RouteTable rest = RemovalRule.remove(table, List.of(MASTER_A));
        assertThat(rest.groups().get("a").addresses()).containsOnlyKeys(1L);
        assertThat(rest.topics()).isSameAs(table.topics());
        assertThat(rest.live()).containsOnlyKeys(SLAVE_A, MASTER_B);
    }

    @Test
    void aGroupGoesWithItsLastAddressAndItsTopicsToo() {
        RouteTable rest = RemovalRule.remove(table, List.of(MASTER_A, SLAVE_A));
        assertThat(rest.groups()).containsOnlyKeys("b");
        assertThat(rest.topics().keys()).containsExactly("TopicTest", "b");
        assertThat(rest.topics().get("TopicTest").of("a")).isNull();
        RouteTable nobody = RemovalRule.remove(rest, List.of(MASTER_B));
        assertThat(nobody.topics().size()).isZero();
        assertThat(nobody.groups()).isEmpty();
        assertThat(nobody.live()).isEmpty();
    }

    @Test
    void anUnknownBrokerChangesNothing() {
        assertThat(RemovalRule.remove(table, List.of(new BrokerAddress("Other", "1.1.1.1:1"))))
                .isEqualTo(table);
    }

    @Test
    void theEndOfAConnectionConcernsWhoRegisteredOnIt() {
        assertThat(RemovalRule.on(table, new Object())).isEmpty();
        Object connection = table.live().get(SLAVE_A).connection();
        assertThat(RemovalRule.on(table, connection)).containsExactly(SLAVE_A);
    }

    @Test
    void silenceIsMeasuredByWhatTheBrokerSaid() {
        BrokerRegistration patient = new BrokerRegistration(
                CLUSTER,
                "c",
                0,
                "1.1.1.7:1",
                "",
                500_000,
                false,
                null,
                Tables.VERSION,
                java.util.Map.of(),
                List.of(),
                "");
        RouteTable state = Tables.register(table, patient);
        assertThat(RemovalRule.silent(state, 120_000)).isEmpty();
        assertThat(RemovalRule.silent(state, 120_001)).containsExactlyInAnyOrder(MASTER_A, SLAVE_A, MASTER_B);
        assertThat(RemovalRule.silent(state, 500_001)).hasSize(4);
    }
}
