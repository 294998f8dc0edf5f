package io.cometmq.client.impl.route;

import static io.cometmq.client.fixture.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.fixture.Patience;
import io.cometmq.common.MixAll;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.route.QueueData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TopicRouteTableTest {
    private static final TopicRouteData ROUTE = new TopicRouteData(
            null,
            List.of(new QueueData("a", 1, 1, 6, 0)),
            List.of(new BrokerData("cluster", "a", Map.of(MixAll.MASTER_ID, "127.0.0.1:1"), null, false)),
            null);

    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch slowAnswer = new CountDownLatch(1);
    private final TopicRouteTable table = new TopicRouteTable(
            topic -> {
                asked.add(topic);
                if (topic.equals("slow")) {
                    slowAnswer.await();
                } else if (topic.equals("missing")) {
                    throw new MQClientException(17, "no route");
                }
                return ROUTE;
            },
            new BrokerAddresses(),
            new RouteListener() {
                @Override
                public boolean isRouteWanted(String topic) {
                    return wanted.contains(topic);
                }

                @Override
                public void routeChanged(String topic, TopicRouteData route) {
                    told.add(topic);
                    wanted.remove(topic);
                }
            },
            Patience.CALL_MILLIS);

    @Test
    void whoStartsToWaitForAKnownRouteIsToldItEvenWhileAnotherRefreshRuns() throws Exception {
        table.refresh("known");
        wanted.add("known");
        Thread another = new Thread(() -> table.refresh("slow"), "another-refresh");
        another.start();
        await().until(() -> asked.contains("slow"));
        Thread waiting = new Thread(() -> table.refresh("known"), "waiting-refresh");
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        slowAnswer.countDown();
        another.join();
        waiting.join();
        assertThat(told).containsExactly("known", "slow", "known");
    }

    @Test
    void manyThatAskForANewTopicAtOnceAreAnsweredByTheFirst() throws Exception {
        Thread first = new Thread(() -> table.refresh("slow"), "first-refresh");
        first.start();
        await().until(() -> asked.contains("slow"));
        Thread second = new Thread(() -> table.refresh("slow"), "second-refresh");
        second.start();
        await().until(() -> second.getState() == Thread.State.TIMED_WAITING);
        slowAnswer.countDown();
        first.join();
        second.join();
        assertThat(asked).containsExactly("slow");
    }

    @Test
    void aMissingRouteIsAskedForSoonAndThenLessAndLessOften() {
        MissingRoutes missing = new MissingRoutes(table);
        table.refresh("known");
        asked.clear();
        List<Integer> turns = new ArrayList<>();
        for (int turn = 1; turn <= 130; turn++) {
            missing.ask(Set.of("known", "missing"));
            if (!asked.isEmpty()) {
                turns.add(turn);
                asked.clear();
            }
        }
        assertThat(turns).containsExactly(1, 2, 4, 8, 16, 32, 64, 96, 128);
        missing.ask(Set.of("known"));
        missing.ask(Set.of("missing"));
        assertThat(asked).as("somebody else begins to use the topic").containsExactly("missing");
    }

    @Test
    void theAddressesOfARouteThatIsJustComingAreNotForgotten() throws Exception {
        BrokerAddresses addresses = new BrokerAddresses();
        TopicRouteTable[] made = new TopicRouteTable[1];
        made[0] = new TopicRouteTable(
                topic -> ROUTE,
                addresses,
                new RouteListener() {
                    @Override
                    public boolean isRouteWanted(String topic) {
                        return false;
                    }

                    @Override
                    public void routeChanged(String topic, TopicRouteData route) {
                        Thread heartbeat = new Thread(() -> made[0].retain(Set.of("new")), "heartbeat");
                        heartbeat.start();
                        try {
                            heartbeat.join();
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    }
                },
                Patience.CALL_MILLIS);
        made[0].refresh("new");
        assertThat(addresses.master("a")).isEqualTo("127.0.0.1:1");
        made[0].retain(Set.of());
        assertThat(addresses.master("a")).isNull();
    }
}
