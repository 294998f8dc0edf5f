package io.cometmq.namesrv.route;

import static io.cometmq.namesrv.route.Tables.CLUSTER;
import static io.cometmq.namesrv.route.Tables.VERSION;
import static io.cometmq.namesrv.route.Tables.broker;
import static io.cometmq.namesrv.route.Tables.master;
import static io.cometmq.namesrv.route.Tables.register;
import static io.cometmq.namesrv.route.Tables.slave;
import static io.cometmq.namesrv.route.Tables.topic;
import static io.cometmq.namesrv.route.Tables.topics;
import static io.cometmq.namesrv.route.Tables.with;
import static io.cometmq.namesrv.route.Tables.withActingMaster;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.remoting.protocol.route.QueueData;
import org.junit.jupiter.api.Test;

class RegistrationRuleTest {
    @Test
    void aMasterBringsItsTopics() {
        RouteTable table = with(master("a", "1.1.1.1:1"));
        assertThat(table.topics().keys()).containsExactly("TopicTest", "a");
        assertThat(table.topics().get("TopicTest").queues()).containsExactly(new QueueData("a", 4, 4, 6, 0));
        assertThat(table.groups().get("a").addresses()).containsEntry(0L, "1.1.1.1:1");
        assertThat(table.live()).containsKey(new BrokerAddress(CLUSTER, "1.1.1.1:1"));
    }

    @Test
    void aMasterIsToldNothingAndASlaveItsMaster() {
        RegistrationRule.Outcome master =
                RegistrationRule.register(RouteTable.EMPTY, master("a", "1.1.1.1:1"), false, 0);
        assertThat(master.masterAddr()).isNull();
        assertThat(master.haServerAddr()).isNull();
        RegistrationRule.Outcome slave = RegistrationRule.register(master.next(), slave("a", 1, "1.1.1.2:1"), false, 0);
        assertThat(slave.masterAddr()).isEqualTo("1.1.1.1:1");
        assertThat(slave.haServerAddr()).isEqualTo("1.1.1.1:11");
    }

    @Test
    void aSlaveWithoutMasterIsToldNothing() {
        RegistrationRule.Outcome slave =
                RegistrationRule.register(RouteTable.EMPTY, slave("a", 1, "1.1.1.2:1"), false, 0);
        assertThat(slave.refusal()).isNull();
        assertThat(slave.masterAddr()).isNull();
        assertThat(slave.haServerAddr()).isNull();
    }

    @Test
    void topicsOfASlaveDoNotCount() {
        RouteTable table = with(master("a", "1.1.1.1:1"), slave("a", 1, "1.1.1.2:1"));
        assertThat(table.topics().keys()).containsExactly("TopicTest", "a");
        assertThat(table.groups().get("a").addresses()).hasSize(2);
    }

    @Test
    void topicsOfTheSmallestSlaveCountWithoutWriteWhileItStandsInForTheMaster() {
        RouteTable table =
                with(withActingMaster(slave("a", 2, "1.1.1.3:1")), withActingMaster(slave("a", 1, "1.1.1.2:1")));
        assertThat(table.topics().get("OfSlave").of("a").perm()).isEqualTo(4);
    }

    @Test
    void theSameVersionChangesNoTopics() {
        RouteTable table = with(master("a", "1.1.1.1:1"));
        RouteTable wiped = TopicRule.wipeWritePerm(table, "a").next();
        assertThat(register(wiped, master("a", "1.1.1.1:1")).topics()).isSameAs(wiped.topics());
        RouteTable changed = register(
                wiped,
                broker(
                        "a",
                        0,
                        "1.1.1.1:1",
                        VERSION.next(2_000),
                        master("a", "1.1.1.1:1").topics()));
        assertThat(changed.topics().get("TopicTest").of("a").perm()).isEqualTo(6);
    }

    @Test
    void aNewVersionAddsAndChangesButDropsOnlyWhenToldTo() {
        RouteTable table = with(master("a", "1.1.1.1:1"));
        BrokerRegistration next =
                broker("a", 0, "1.1.1.1:1", VERSION.next(2_000), topics(topic("New", 6), topic("a", 4)));
        RouteTable kept = RegistrationRule.register(table, next, false, 0).next();
        assertThat(kept.topics().keys()).containsExactly("New", "TopicTest", "a");
        assertThat(kept.topics().get("a").of("a").perm()).isEqualTo(4);
        RouteTable dropped = RegistrationRule.register(table, next, true, 0).next();
        assertThat(dropped.topics().keys()).containsExactly("New", "a");
    }

    @Test
    void oneTopicOfAnUnknownBrokerIsRefused() {
        BrokerRegistration one = broker("a", 0, "1.1.1.1:1", VERSION, topics(topic("TopicTest", 6)));
        RegistrationRule.Outcome refused = RegistrationRule.register(RouteTable.EMPTY, one, false, 0);
        assertThat(refused.refusal()).contains("broker a").contains("1.1.1.1:1");
        assertThat(refused.next()).isSameAs(RouteTable.EMPTY);
    }

    @Test
    void oneTopicOfAKnownBrokerIsAdded() {
        RouteTable table = with(master("a", "1.1.1.1:1"));
        RouteTable next = register(table, broker("a", 0, "1.1.1.1:1", VERSION.next(2_000), topics(topic("Single", 6))));
        assertThat(next.topics().keys()).containsExactly("Single", "TopicTest", "a");
    }

    @Test
    void aBrokerThatChangesItsRoleLeavesItsOldId() {
        RouteTable table = with(master("a", "1.1.1.1:1"), slave("a", 1, "1.1.1.2:1"));
        RouteTable next = register(table, slave("a", 0, "1.1.1.2:1"));
        assertThat(next.groups().get("a").addresses()).hasSize(1).containsEntry(0L, "1.1.1.2:1");
        assertThat(next.live()).containsOnlyKeys(new BrokerAddress(CLUSTER, "1.1.1.2:1"));
    }

    @Test
    void anotherAddressWithTheSameIdReplacesTheFirst() {
        RegistrationRule.Outcome outcome =
                RegistrationRule.register(with(master("a", "1.1.1.1:1")), master("a", "1.1.1.9:1"), false, 0);
        assertThat(outcome.replaced()).isEqualTo("1.1.1.1:1");
        assertThat(outcome.next().live()).containsOnlyKeys(new BrokerAddress(CLUSTER, "1.1.1.9:1"));
        assertThat(outcome.next().groups().get("a").addresses()).hasSize(1).containsEntry(0L, "1.1.1.9:1");
    }

    @Test
    void aBrokerThatComesBackWithAnotherNameLeavesItsOldOne() {
        RouteTable table = register(with(master("a", "1.1.1.1:1")), master("b", "1.1.1.1:1"));
        assertThat(table.groups()).containsOnlyKeys("b");
        assertThat(table.topics().keys()).containsExactly("TopicTest", "b");
        assertThat(table.topics().get("TopicTest").queues()).hasSize(1);
    }

    @Test
    void topicsThatAreAlikeShareOneRoute() {
        RouteTable table =
                with(broker("a", 0, "1.1.1.1:1", VERSION, topics(topic("A", 6), topic("B", 6), topic("C", 4))));
        assertThat(table.topics().get("A")).isSameAs(table.topics().get("B"));
        assertThat(table.topics().get("A")).isNotEqualTo(table.topics().get("C"));
    }
}
