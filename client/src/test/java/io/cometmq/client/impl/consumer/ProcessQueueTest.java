package io.cometmq.client.impl.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.common.message.MessageExt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProcessQueueTest {
    private final ProcessQueue queue = new ProcessQueue(0);

    /** A pull that carries the offset would set back what the queue's next owner begins with. */
    @Test
    void nothingIsSentForAQueueThatWasGivenUp() throws Exception {
        ProcessQueue queue = new ProcessQueue(0);
        assertThat(queue.<String>unlessDropped(() -> "sent")).isEqualTo("sent");
        queue.drop();
        assertThat(queue.<String>unlessDropped(() -> {
                    throw new AssertionError("sent");
                }))
                .isNull();
    }

    @Test
    void theConsumedOffsetIsThatOfTheFirstMessageStillWaiting() {
        queue.put(messages(10, 11, 12));
        assertThat(queue.remove(messages(12))).isEqualTo(10);
        assertThat(queue.remove(messages(10))).isEqualTo(11);
        assertThat(queue.remove(messages(11))).isEqualTo(13);
    }

    @Test
    void nothingIsKnownOfAQueueThatNeverHadAMessage() {
        assertThat(queue.remove(messages(5))).isEqualTo(-1);
    }

    @Test
    void offsetsNeverPassAnUnconsumedMessageInAnyOrderOfConsumption() {
        List<MessageExt> messages = messages(LongStream.range(0, 200).toArray());
        queue.put(messages);
        List<MessageExt> order = new ArrayList<>(messages);
        Collections.shuffle(order, new Random(7));
        List<Long> left = new ArrayList<>(LongStream.range(0, 200).boxed().toList());
        for (MessageExt message : order) {
            left.remove(message.getQueueOffset());
            long expected = left.isEmpty() ? 200 : left.get(0);
            assertThat(queue.remove(List.of(message))).isEqualTo(expected);
        }
        assertThat(queue.count()).isZero();
        assertThat(queue.sizeBytes()).isZero();
    }

    @Test
    void countsMessagesBytesAndSpan() {
        queue.put(messages(1, 5));
        assertThat(queue.count()).isEqualTo(2);
        assertThat(queue.sizeBytes()).isEqualTo(6);
        assertThat(queue.maxSpan()).isEqualTo(4);
        queue.put(messages(5));
        assertThat(queue.sizeBytes())
                .as("a message that comes twice counts once")
                .isEqualTo(6);
    }

    @Test
    void anOrderlyConsumerIsStartedOnceUntilItFindsNothing() {
        assertThat(queue.put(messages(1))).isTrue();
        assertThat(queue.put(messages(2))).isFalse();
        assertThat(offsets(queue.take(10))).containsExactly(1L, 2L);
        assertThat(queue.commit()).isEqualTo(3);
        assertThat(queue.take(10)).isEmpty();
        assertThat(queue.put(messages(3))).isTrue();
    }

    @Test
    void whatIsTakenCountsUntilItIsCommitted() {
        queue.put(messages(1, 2));
        queue.take(1);
        assertThat(queue.count()).isEqualTo(2);
        assertThat(queue.remove(List.of())).isEqualTo(1);
        assertThat(queue.commit()).isEqualTo(2);
        assertThat(queue.commit()).isEqualTo(-1);
        assertThat(queue.count()).isEqualTo(1);
        assertThat(queue.sizeBytes()).isEqualTo(3);
    }

    @Test
    void rollbackGivesEverythingTakenAgain() {
        queue.put(messages(1, 2, 3));
        queue.take(1);
        queue.take(1);
        queue.rollback();
        assertThat(offsets(queue.take(10))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void consumeAgainGivesTheFailedOnesAgainAndKeepsTheOthersUncommitted() {
        queue.put(messages(1, 2, 3));
        queue.take(1);
        queue.consumeAgain(queue.take(1));
        assertThat(offsets(queue.take(10))).containsExactly(2L, 3L);
        assertThat(queue.commit()).isEqualTo(4);
    }

    @Test
    void aLockIsReliedOnForThirtySeconds() {
        assertThat(queue.isLocked(0)).isFalse();
        queue.locked(1_000);
        assertThat(queue.isLocked(31_000)).isTrue();
        assertThat(queue.isLocked(31_001)).isFalse();
        queue.unlocked();
        assertThat(queue.isLocked(2_000)).isFalse();
    }

    @Test
    void aPullThatIsMissingForTwoMinutesIsLost() {
        queue.pulled(1_000);
        assertThat(queue.isPullExpired(121_000)).isFalse();
        assertThat(queue.isPullExpired(121_001)).isTrue();
    }

    private static List<Long> offsets(List<MessageExt> messages) {
        return messages.stream().map(MessageExt::getQueueOffset).toList();
    }

    private static List<MessageExt> messages(long... offsets) {
        return Arrays.stream(offsets).mapToObj(ProcessQueueTest::message).toList();
    }

    private static MessageExt message(long offset) {
        MessageExt message = new MessageExt();
        message.setQueueOffset(offset);
        message.setBody(new byte[3]);
        return message;
    }
}
