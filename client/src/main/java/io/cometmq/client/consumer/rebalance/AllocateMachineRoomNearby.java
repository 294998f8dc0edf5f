package io.cometmq.client.consumer.rebalance;

import io.cometmq.client.consumer.AllocateMessageQueueStrategy;
import io.cometmq.common.message.MessageQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Shares out the queues of each machine room among the clients of the same room, by another strategy; the queues of rooms
 * without a client are shared out among all.
 */
public class AllocateMachineRoomNearby extends AbstractAllocateMessageQueueStrategy {
    /** Knows where brokers and clients are. */
    public interface MachineRoomResolver {
        /** The room of a queue's broker; neither null nor empty. */
        String brokerDeployIn(MessageQueue messageQueue);

        /** The room of a client; neither null nor empty. */
        String consumerDeployIn(String clientID);
    }

    private final AllocateMessageQueueStrategy strategy;
    private final MachineRoomResolver resolver;

    /** @throws NullPointerException when one of the arguments is null */
    public AllocateMachineRoomNearby(
            AllocateMessageQueueStrategy allocateMessageQueueStrategy, MachineRoomResolver machineRoomResolver)
            throws NullPointerException {
        this.strategy = Objects.requireNonNull(allocateMessageQueueStrategy, "allocateMessageQueueStrategy is null");
        this.resolver = Objects.requireNonNull(machineRoomResolver, "machineRoomResolver is null");
    }

    @Override
    public List<MessageQueue> allocate(
            String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll) {
        if (!check(consumerGroup, currentCID, mqAll, cidAll)) {
            return List.of();
        }
        TreeMap<String, List<MessageQueue>> queues =
                mqAll.stream().collect(Collectors.groupingBy(this::roomOf, TreeMap::new, Collectors.toList()));
        TreeMap<String, List<String>> clients =
                cidAll.stream().collect(Collectors.groupingBy(this::roomOf, TreeMap::new, Collectors.toList()));

        List<MessageQueue> allocated = new ArrayList<>();
        String room = roomOf(currentCID);
        List<MessageQueue> near = queues.remove(room);
        if (near != null) {
            allocated.addAll(strategy.allocate(consumerGroup, currentCID, near, clients.get(room)));
        }
        queues.forEach((otherRoom, far) -> {
            if (!clients.containsKey(otherRoom)) {
                allocated.addAll(strategy.allocate(consumerGroup, currentCID, far, cidAll));
            }
        });
        return allocated;
    }

    private String roomOf(MessageQueue queue) {
        return checkRoom(resolver.brokerDeployIn(queue), queue);
    }

    private String roomOf(String clientId) {
        return checkRoom(resolver.consumerDeployIn(clientId), clientId);
    }

    private static String checkRoom(String room, Object of) {
        if (room == null || room.isEmpty()) {
            throw new IllegalArgumentException("the machine room of " + of + " is not known");
        }
        return room;
    }

    @Override
    public String getName() {
        return "MACHINE_ROOM_NEARBY-" + strategy.getName();
    }
}
