package io.cometmq.client.consumer.rebalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.client.consumer.AllocateMessageQueueStrategy;
import io.cometmq.common.message.MessageQueue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AllocateMessageQueueStrategyTest {
    private static final String GROUP = "group";

    /** Clients of both kinds can be in one group only when they share out alike. */
    @TestFactory
    Stream<DynamicTest> sharesOutAsRocketMQDoes() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        AllocateMessageQueueStrategy strategy = null;
        for (String line : transcript()) {
            if (line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("strategy ")) {
                strategy = strategy(line.substring("strategy ".length()));
                continue;
            }
            AllocateMessageQueueStrategy tested = strategy;
            tests.add(DynamicTest.dynamicTest(strategy.getName() + " " + line, () -> check(tested, line)));
        }
        return tests.stream();
    }

    private static void check(AllocateMessageQueueStrategy strategy, String line) {
        String[] sides = line.split(" = ?", -1);
        String[] given = sides[0].split(" ", -1);
        List<MessageQueue> queues = queues(Integer.parseInt(given[0]), "a", "b");
        List<String> clients = clients(Integer.parseInt(given[1]));
        assertThat(text(strategy.allocate(GROUP, given[2], queues, clients))).isEqualTo(sides[1]);
    }

    private static List<String> transcript() throws IOException {
        try (InputStream file =
                AllocateMessageQueueStrategyTest.class.getResourceAsStream("/testdata/allocations.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static AllocateMessageQueueStrategy strategy(String name) {
        return switch (name) {
            case "AVG" -> new AllocateMessageQueueAveragely();
            case "AVG_BY_CIRCLE" -> new AllocateMessageQueueAveragelyByCircle();
            case "CONSISTENT_HASH 10" -> new AllocateMessageQueueConsistentHash();
            case "CONSISTENT_HASH 3" -> new AllocateMessageQueueConsistentHash(3);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Test
    void everyQueueHasExactlyOneClient() {
        List<AllocateMessageQueueStrategy> strategies = List.of(
                new AllocateMessageQueueAveragely(),
                new AllocateMessageQueueAveragelyByCircle(),
                new AllocateMessageQueueConsistentHash(),
                rooms("a", "b"),
                nearby());
        for (AllocateMessageQueueStrategy strategy : strategies) {
            for (int clientCount = 1; clientCount < 9; clientCount++) {
                List<MessageQueue> queues = queues(5, "a@1", "a@2", "b@1");
                List<String> clients = clients(clientCount);
                List<MessageQueue> allocated = new ArrayList<>();
                for (String client : clients) {
                    allocated.addAll(strategy.allocate(GROUP, client, queues, clients));
                }
                assertThat(allocated)
                        .as("%s, %d clients", strategy.getName(), clientCount)
                        .containsExactlyInAnyOrderElementsOf(queues);
            }
        }
    }

    @Test
    void machineRoomTakesOnlyTheQueuesOfItsRooms() {
        List<MessageQueue> queues = queues(3, "bj@c", "hz@a", "nodash", "sh@b");
        AllocateMessageQueueByMachineRoom strategy = rooms("hz", "sh");
        assertThat(text(strategy.allocate(GROUP, "10.0.0.0@p#0", queues, clients(4))))
                .isEqualTo("hz@a:0,sh@b:1");
        assertThat(text(strategy.allocate(GROUP, "10.0.0.3@p#3", queues, clients(4))))
                .isEqualTo("sh@b:0");
    }

    @Test
    void machineRoomWithoutRoomsIsRefused() {
        assertThatThrownBy(() -> new AllocateMessageQueueByMachineRoom()
                        .allocate(GROUP, "10.0.0.0@p#0", queues(1, "hz@a"), clients(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("setConsumeridcs");
    }

    @Test
    void nearbyPrefersItsOwnRoomAndSharesRoomsWithoutClients() {
        List<MessageQueue> queues = queues(3, "hz@a", "bj@c", "nodash");
        List<String> clients = List.of("hz-1", "hz-2", "sh-1");
        assertThat(text(nearby().allocate(GROUP, "hz-1", queues, clients))).isEqualTo("hz@a:0,hz@a:1,bj@c:0,nodash:0");
        assertThat(text(nearby().allocate(GROUP, "sh-1", queues, clients))).isEqualTo("bj@c:2,nodash:2");
        assertThat(nearby().getName()).isEqualTo("MACHINE_ROOM_NEARBY-AVG");
    }

    @Test
    void configGivesWhatWasConfigured() {
        AllocateMessageQueueByConfig strategy = new AllocateMessageQueueByConfig();
        List<MessageQueue> queues = queues(2, "a");
        strategy.setMessageQueueList(queues);
        assertThat(strategy.allocate(GROUP, "any", List.of(), List.of())).isEqualTo(queues);
    }

    @Test
    void aClientThatTheBrokerDoesNotKnowGetsNothing() {
        assertThat(new AllocateMessageQueueAveragely().allocate(GROUP, "nobody", queues(4, "a"), clients(2)))
                .isEmpty();
    }

    @Test
    void missingArgumentsAreRefused() {
        AllocateMessageQueueAveragely strategy = new AllocateMessageQueueAveragely();
        assertThatThrownBy(() -> strategy.allocate(GROUP, "", queues(1, "a"), clients(1)))
                .hasMessage("currentCID is empty");
        assertThatThrownBy(() -> strategy.allocate(GROUP, "x", List.of(), clients(1)))
                .hasMessage("mqAll is null or mqAll empty");
        assertThatThrownBy(() -> strategy.allocate(GROUP, "x", queues(1, "a"), List.of()))
                .hasMessage("cidAll is null or cidAll empty");
        assertThatThrownBy(() -> new AllocateMessageQueueConsistentHash(-1)).hasMessage("illegal virtualNodeCnt :-1");
    }

    @Test
    void aHashFunctionOfTheApplicationDecides() {
        AllocateMessageQueueConsistentHash strategy =
                new AllocateMessageQueueConsistentHash(1, key -> key.startsWith("10.0.0.1") ? 1 : 0);
        assertThat(strategy.allocate(GROUP, "10.0.0.0@p#0", queues(4, "a"), clients(2)))
                .hasSize(4);
    }

    private static AllocateMessageQueueByMachineRoom rooms(String... rooms) {
        AllocateMessageQueueByMachineRoom strategy = new AllocateMessageQueueByMachineRoom();
        strategy.setConsumeridcs(new TreeSet<>(Set.of(rooms)));
        return strategy;
    }

    private static AllocateMachineRoomNearby nearby() {
        return new AllocateMachineRoomNearby(
                new AllocateMessageQueueAveragely(), new AllocateMachineRoomNearby.MachineRoomResolver() {
                    @Override
                    public String brokerDeployIn(MessageQueue messageQueue) {
                        return messageQueue.getBrokerName().split("@", -1)[0];
                    }

                    @Override
                    public String consumerDeployIn(String clientId) {
                        return clientId.split("-", -1)[0];
                    }
                });
    }

    private static List<MessageQueue> queues(int count, String... brokers) {
        List<MessageQueue> queues = new ArrayList<>();
        for (String broker : brokers) {
            IntStream.range(0, count).forEach(id -> queues.add(new MessageQueue("T", broker, id)));
        }
        return queues;
    }

    private static List<String> clients(int count) {
        List<String> clients = new ArrayList<>();
        IntStream.range(0, count).forEach(i -> clients.add("10.0.0." + i + "@p#" + i));
        Collections.sort(clients);
        return clients;
    }

    private static String text(List<MessageQueue> queues) {
        return String.join(
                ",",
                queues.stream()
                        .map(queue -> queue.getBrokerName() + ":" + queue.getQueueId())
                        .toList());
    }
}
