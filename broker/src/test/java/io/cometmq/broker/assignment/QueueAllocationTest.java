package io.cometmq.broker.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.common.message.MessageQueue;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What RocketMQ's broker answered for a topic of four queues (docs/protocol/semantics.md 13.6). */
class QueueAllocationTest {
    private static final List<MessageQueue> QUEUES = List.of(
            new MessageQueue("T", "b", 0),
            new MessageQueue("T", "b", 1),
            new MessageQueue("T", "b", 2),
            new MessageQueue("T", "b", 3));

    private static List<Integer> ids(Collection<MessageQueue> queues) {
        return queues.stream().map(MessageQueue::getQueueId).toList();
    }

    @Test
    void givesEachARange() {
        assertThat(ids(QueueAllocation.AVG.allocate(QUEUES, 0, 3))).containsExactly(0, 1);
        assertThat(ids(QueueAllocation.AVG.allocate(QUEUES, 1, 3))).containsExactly(2);
        assertThat(ids(QueueAllocation.AVG.allocate(QUEUES, 2, 3))).containsExactly(3);
        assertThat(ids(QueueAllocation.AVG.allocate(QUEUES, 3, 5))).containsExactly(3);
        assertThat(ids(QueueAllocation.AVG.allocate(QUEUES, 4, 5))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void givesNothingToWhoIsNoneOfThem(QueueAllocation allocation) {
        assertThat(allocation.allocate(QUEUES, -1, 3)).isEmpty();
    }

    @Test
    void givesEachEveryNth() {
        assertThat(ids(QueueAllocation.AVG_BY_CIRCLE.allocate(QUEUES, 0, 3))).containsExactly(0, 3);
        assertThat(ids(QueueAllocation.AVG_BY_CIRCLE.allocate(QUEUES, 2, 3))).containsExactly(2);
        assertThat(ids(QueueAllocation.AVG_BY_CIRCLE.allocate(QUEUES, 4, 5))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 3, 0, '-1'",
        "0, 3, -1, '-1'",
        "1, 3, 2, '-1'",
        "0, 3, 1, '0,1,2'",
        "1, 3, 1, '2,3'",
        "2, 3, 1, '3,0,1'",
        "0, 5, 1, '0'",
        "4, 5, 3, '0'",
        "4, 5, 4, '-1'",
        "-1, 5, 3, ''",
        "-1, 3, 1, ''",
        "-1, 3, 2, '-1'"
    })
    void sharesQueuesOfClientsThatPop(int index, int clients, int shareWith, String expected) {
        List<Integer> ids = ids(QueueAllocation.AVG.allocateToPop(QUEUES, index, clients, shareWith));

        assertThat(String.join(",", ids.stream().map(String::valueOf).toList())).isEqualTo(expected);
    }
}
