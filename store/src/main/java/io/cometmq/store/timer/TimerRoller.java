package io.cometmq.store.timer;

import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.store.AppendResult;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.LogSlice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores records of the timer topic again whose file of the log is about to expire. The copy comes back through the journal and replaces
 * its origin ({@link TimerSlot}); a roll that fails is tried again with the next look. Belongs to the files thread.
 */
final class TimerRoller {
    private static final Logger LOG = LoggerFactory.getLogger(TimerRoller.class);
    private static final RateLimitedLog REFUSALS = new RateLimitedLog(LOG, Duration.ofSeconds(10));

    /** Not so many at once that sends and deliveries wait for them. */
    private static final int MAX_UNANSWERED = 64;

    private final DefaultMessageStore store;
    private final TimerDelivery delivery;
    private final int maxCopies;

    /** Made in this roll. */
    private int copies;

    private volatile boolean stopped;

    /** Answers not yet waited for. */
    private final List<CompletableFuture<?>> unanswered = new ArrayList<>();

    /** @param maxCopies in one roll: while it is under way, what comes and what is due may have to wait */
    TimerRoller(DefaultMessageStore store, TimerDelivery delivery, int maxCopies) {
        this.store = store;
        this.delivery = delivery;
        this.maxCopies = maxCopies;
    }

    void begin() {
        copies = 0;
    }

    /** Whether everything was copied that was to be. */
    boolean isComplete() {
        return copies < maxCopies;
    }

    /** Returns when what is to be copied of the second is stored. */
    void roll(TimerEntries slot, Roll roll) {
        for (int i = 0; i < slot.size() && copies < maxCopies && !stopped; i++) {
            boolean waits =
                    slot.kind(i) != TimerEntries.DELIVERED && TimerTimes.slot(slot.dueMillis(i)) > roll.afterSlot();
            if (waits && slot.physicalOffset(i) < roll.belowPhysicalOffset()) {
                roll(slot.physicalOffset(i));
            }
        }
        await();
    }

    private void roll(long physicalOffset) {
        Optional<LogSlice> record = store.recordAt(physicalOffset);
        if (record.isEmpty()) {
            return;
        }
        copies++;
        LogSlice slice = record.get();
        unanswered.add(delivery.roll(slice.buffer()).thenAccept(result -> {
            slice.close();
            logRefusal(physicalOffset, result);
        }));
        if (unanswered.size() >= MAX_UNANSWERED) {
            await();
        }
    }

    private void await() {
        unanswered.forEach(CompletableFuture::join);
        unanswered.clear();
    }

    private static void logRefusal(long physicalOffset, AppendResult result) {
        if (!result.isStored()) {
            REFUSALS.warn(
                    "the timer message at {} of the commit log cannot be rolled, it is tried again: {} {}",
                    physicalOffset,
                    result.status(),
                    result.message());
        }
    }

    void stop() {
        stopped = true;
    }
}
