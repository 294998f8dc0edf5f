package io.cometmq.store.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerSlotTest {
    private final TimerEntries slot = new TimerEntries();

    private void add(long due, long physicalOffset, long key, int kind, int rolls) {
        slot.add(due, physicalOffset, key, TimerEntries.info(kind, rolls, 7));
    }

    private static List<Long> offsets(TimerEntries entries) {
        List<Long> offsets = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            offsets.add(entries.physicalOffset(i));
        }
        return offsets;
    }

    @Test
    void messagesAreInTheOrderOfTheirTimeAndThenOfTheLog() {
        add(12, 100, 1, TimerEntries.PENDING, 0);
        add(11, 300, 2, TimerEntries.PENDING, 0);
        add(11, 200, 3, TimerEntries.PENDING, 0);
        assertThat(offsets(TimerSlot.due(slot))).containsExactly(200L, 300L, 100L);
    }

    @Test
    void aRecordThatIsThereTwiceCountsOnce() {
        add(12, 100, 1, TimerEntries.PENDING, 0);
        add(12, 100, 1, TimerEntries.PENDING, 0);
        assertThat(offsets(TimerSlot.due(slot))).containsExactly(100L);
    }

    @Test
    void aCancellationTakesBackItsKeyWhereverItStands() {
        add(12, 300, 1, TimerEntries.PENDING, 0);
        add(13, 100, 1, TimerEntries.CANCEL, 0);
        add(14, 200, 2, TimerEntries.PENDING, 0);
        assertThat(offsets(TimerSlot.due(slot))).containsExactly(200L);
        assertThat(offsets(TimerSlot.kept(slot))).containsExactly(100L, 200L);
    }

    @Test
    void aRolledMessageReplacesItsOriginAndIsDeliveredOnceHoweverOftenItWasRolled() {
        add(12, 100, 1, TimerEntries.PENDING, 0);
        add(12, 200, 1, TimerEntries.PENDING, 1);
        add(12, 300, 1, TimerEntries.PENDING, 2);
        add(12, 400, 1, TimerEntries.PENDING, 2);
        assertThat(offsets(TimerSlot.due(slot))).containsExactly(300L);
        assertThat(offsets(TimerSlot.kept(slot))).containsExactly(300L);
    }

    @Test
    void aDeliveryStandsForOneMessageOfItsKeyAndTime() {
        add(12, 100, 1, TimerEntries.PENDING, 0);
        add(12, 200, 1, TimerEntries.PENDING, 0);
        add(13, 300, 1, TimerEntries.PENDING, 0);
        add(12, 900, 1, TimerEntries.DELIVERED, 0);
        assertThat(offsets(TimerSlot.due(slot))).containsExactly(200L, 300L);
        assertThat(TimerSlot.kept(slot).size()).isEqualTo(4);
    }

    @Test
    void sortingAndTheHeapAgreeWithALibrarysOrder() {
        Random random = new Random(3);
        TimerEntries heap = new TimerEntries();
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            long due = random.nextInt(1_000);
            add(due, i, due, TimerEntries.PENDING, 0);
            heap.push(slot, i);
            expected.add(due * 10_000 + i);
        }
        expected.sort(null);
        TimerEntries popped = new TimerEntries();
        while (heap.size() > 0) {
            heap.popInto(popped);
        }
        slot.sort();
        for (int i = 0; i < 5_000; i++) {
            assertThat(slot.dueMillis(i) * 10_000 + slot.physicalOffset(i)).isEqualTo(expected.get(i));
            assertThat(popped.dueMillis(i) * 10_000 + popped.physicalOffset(i)).isEqualTo(expected.get(i));
        }
    }
}
