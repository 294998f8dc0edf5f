package io.cometmq.namesrv.route;

import static io.cometmq.namesrv.route.Tables.CLUSTER;
import static io.cometmq.namesrv.route.Tables.master;
import static io.cometmq.namesrv.route.Tables.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.remoting.protocol.route.QueueData;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicRuleTest {
    private final RouteTable table = with(master("a", "1.1.1.1:1"), master("b", "1.1.1.5:1"));

    @Test
    void writePermissionIsTakenFromOneBroker() {
        TopicRule.PermOutcome outcome = TopicRule.wipeWritePerm(table, "a");
        assertThat(outcome.topics()).isEqualTo(2);
        TopicRoute route = outcome.next().topics().get("TopicTest");
        assertThat(route.of("a").perm()).isEqualTo(4);
        assertThat(route.of("b").perm()).isEqualTo(6);
        assertThat(outcome.next().topics().get("a").of("a").perm()).isEqualTo(5);
    }

    @Test
    void addingWritePermissionDropsOtherBits() {
        TopicRule.PermOutcome outcome = TopicRule.addWritePerm(table, "a");
        assertThat(outcome.topics()).isEqualTo(2);
        assertThat(outcome.next().topics().get("a").of("a").perm()).isEqualTo(6);
    }

    @Test
    void anUnknownBrokerHasNoTopics() {
        TopicRule.PermOutcome outcome = TopicRule.wipeWritePerm(table, "nobody");
        assertThat(outcome.topics()).isZero();
        assertThat(outcome.next()).isSameAs(table);
    }

    @Test
    void aTopicIsDeletedEverywhereOrInOneCluster() {
        assertThat(TopicRule.delete(table, "TopicTest", null).topics().get("TopicTest"))
                .isNull();
        assertThat(TopicRule.delete(table, "TopicTest", CLUSTER).topics().get("TopicTest"))
                .isNull();
        assertThat(TopicRule.delete(table, "TopicTest", "Other")).isSameAs(table);
        assertThat(TopicRule.delete(table, "absent", null)).isSameAs(table);
    }

    @Test
    void aTopicIsRegisteredOnKnownBrokersOnly() {
        RouteTable next = TopicRule.register(
                table, "New", List.of(new QueueData("a", 2, 2, 6, 0), new QueueData("nobody", 2, 2, 6, 0)));
        assertThat(next.topics().get("New").queues()).containsExactly(new QueueData("a", 2, 2, 6, 0));
        assertThat(TopicRule.register(table, "New", List.of(new QueueData("nobody", 2, 2, 6, 0))))
                .isSameAs(table);
    }
}
