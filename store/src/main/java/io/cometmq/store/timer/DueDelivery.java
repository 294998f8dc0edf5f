package io.cometmq.store.timer;

import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.store.AppendResult;
import io.cometmq.store.AppendStatus;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.LogSlice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers messages that are due, several at a time. Belongs to the timer thread. */
final class DueDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(DueDelivery.class);
    private static final RateLimitedLog LOSSES = new RateLimitedLog(LOG, Duration.ofSeconds(10));
    private static final RateLimitedLog REFUSALS = new RateLimitedLog(LOG, Duration.ofSeconds(10));

    private final DefaultMessageStore store;
    private final TimerDelivery delivery;
    private final TimerRecord record = new TimerRecord();

    DueDelivery(DefaultMessageStore store, TimerDelivery delivery) {
        this.store = store;
        this.delivery = delivery;
    }

    /** @param stored null when there is nothing to store */
    private record Attempt(LogSlice source, CompletableFuture<AppendResult> stored) {}

    /**
     * Stores them and waits until they are.
     *
     * @param again gets those that the store does not take at present
     */
    void deliver(TimerEntries due, TimerEntries again) {
        List<Attempt> attempts = new ArrayList<>(due.size());
        for (int i = 0; i < due.size(); i++) {
            attempts.add(attempt(due, i));
        }
        for (int i = 0; i < due.size(); i++) {
            Attempt attempt = attempts.get(i);
            if (attempt.stored == null) {
                continue;
            }
            AppendResult result = attempt.stored.join();
            attempt.source.close();
            if (!isSettled(due.physicalOffset(i), result)) {
                again.add(due, i);
            }
        }
    }

    private Attempt attempt(TimerEntries due, int i) {
        Optional<LogSlice> found = store.recordAt(due.physicalOffset(i));
        if (found.isEmpty()) {
            LOSSES.error(
                    "the timer message at {} of the commit log is lost: its record is gone", due.physicalOffset(i));
            return new Attempt(null, null);
        }
        LogSlice slice = found.get();
        CompletableFuture<AppendResult> stored = isThatMessage(slice, due, i) ? delivery.deliver(slice.buffer()) : null;
        if (stored == null) {
            LOSSES.error(
                    "the record at {} of the commit log is not delivered: it is not the timer message that was there, or"
                            + " does not say where it belongs",
                    due.physicalOffset(i));
            slice.close();
        }
        return new Attempt(slice, stored);
    }

    private boolean isThatMessage(LogSlice slice, TimerEntries due, int i) {
        record.wrap(slice.buffer(), 0);
        try {
            return record.isWaiting() && record.key() == due.key(i) && record.dueMillis() == due.dueMillis(i);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Whether there is nothing left to do for the message: it is stored, or never can be. */
    private static boolean isSettled(long physicalOffset, AppendResult result) {
        if (result.isStored()) {
            return true;
        }
        if (result.status() == AppendStatus.SERVICE_NOT_AVAILABLE
                || result.status() == AppendStatus.OS_PAGE_CACHE_BUSY) {
            REFUSALS.warn("timer messages wait: the store does not take them: {}", result.message());
            return false;
        }
        LOSSES.error(
                "the timer message at {} of the commit log is dropped, the store refuses it: {} {}",
                physicalOffset,
                result.status(),
                result.message());
        return true;
    }
}
