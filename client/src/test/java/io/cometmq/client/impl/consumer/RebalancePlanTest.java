package io.cometmq.client.impl.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.client.consumer.AllocateMessageQueueStrategy;
import io.cometmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RebalancePlanTest {
    private static final MessageQueue A = new MessageQueue("T", "b", 0);
    private static final MessageQueue B = new MessageQueue("T", "b", 1);
    private static final MessageQueue C = new MessageQueue("T", "b", 2);
    private static final AllocateMessageQueueStrategy AVG = new AllocateMessageQueueAveragely();

    @Test
    void releasesWhatIsNoLongerAllocatedAndAcquiresWhatIsNew() {
        RebalancePlan plan = RebalancePlan.of(Set.of(A, B), List.of(B, C), queue -> false);
        assertThat(plan.release()).containsExactly(A);
        assertThat(plan.acquire()).containsExactly(C);
    }

    @Test
    void changesNothingWhenEverythingIsAsItShouldBe() {
        assertThat(RebalancePlan.of(Set.of(A, B), List.of(B, A), queue -> false).changesNothing())
                .isTrue();
    }

    @Test
    void beginsAStalledQueueAnew() {
        RebalancePlan plan = RebalancePlan.of(Set.of(A, B), List.of(A, B), B::equals);
        assertThat(plan.release()).containsExactly(B);
        assertThat(plan.acquire()).containsExactly(B);
    }

    @Test
    void aBroadcastingClientHasAllQueues() {
        assertThat(RebalancePlan.allocate(MessageModel.BROADCASTING, AVG, "g", "me", Set.of(C, A, B), null))
                .hasValue(List.of(A, B, C));
    }

    @Test
    void clientsAndQueuesAreSortedBeforeTheyAreShared() {
        assertThat(RebalancePlan.allocate(
                        MessageModel.CLUSTERING, AVG, "g", "c1", Set.of(C, A, B), List.of("c2", "c1")))
                .hasValue(List.of(A, B));
    }

    @Test
    void withoutAListThatHasThisClientNothingIsDecided() {
        assertThat(RebalancePlan.allocate(MessageModel.CLUSTERING, AVG, "g", "me", Set.of(A), null))
                .isEqualTo(Optional.empty());
        assertThat(RebalancePlan.allocate(MessageModel.CLUSTERING, AVG, "g", "me", Set.of(A), List.of("you")))
                .isEqualTo(Optional.empty());
    }

    @Test
    void aTopicWithoutQueuesGivesNone() {
        assertThat(RebalancePlan.allocate(MessageModel.CLUSTERING, AVG, "g", "me", Set.of(), List.of("me")))
                .hasValue(List.of());
    }
}
