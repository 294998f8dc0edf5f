package io.cometmq.broker.schedule;

import io.cometmq.broker.message.StoredRecord;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.PropertiesView;
import io.cometmq.common.message.PropertiesView.Name;
import io.cometmq.store.AppendResult;
import io.cometmq.store.AppendStatus;
import io.cometmq.store.DefaultMessageStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores due messages where they belong. Belongs to the delivering thread. */
final class DelayedDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(DelayedDelivery.class);
    private static final RateLimitedLog REFUSALS = new RateLimitedLog(LOG, Duration.ofSeconds(10));

    private final DefaultMessageStore store;
    private final byte[] storeHost;
    private final PropertiesView view = new PropertiesView();

    DelayedDelivery(DefaultMessageStore store, byte[] storeHost) {
        this.store = store;
        this.storeHost = storeHost;
    }

    /** @param stored null when the message can be stored nowhere */
    private record Delivery(long queueOffset, CompletableFuture<AppendResult> stored) {}

    /**
     * Delivers the records in their order and waits until they are stored.
     *
     * @return the queue offset behind the last one that is delivered; what follows has to be tried again
     */
    long deliver(List<ByteBuffer> slices, long fromOffset) {
        List<Delivery> deliveries = new ArrayList<>();
        for (ByteBuffer slice : slices) {
            int at = slice.position();
            while (at < slice.limit()) {
                int size = slice.getInt(at);
                deliveries.add(start(new StoredRecord(slice.slice(at, size))));
                at += size;
            }
        }
        long deliveredTo = fromOffset;
        boolean tryAgain = false;
        for (Delivery delivery : deliveries) {
            // All of them are waited for, also behind a failure: the store reads their bytes until it has answered.
            tryAgain |= delivery.stored != null && !isSettled(delivery, delivery.stored.join());
            if (!tryAgain) {
                deliveredTo = delivery.queueOffset + 1;
            }
        }
        return deliveredTo;
    }

    private Delivery start(StoredRecord record) {
        RealPlace place = RealPlace.of(record.properties(), view);
        if (place == null) {
            LOG.error(
                    "the delayed message at {} of the commit log is dropped: it does not say where it belongs (topic {},"
                            + " queue {})",
                    record.physicalOffset(),
                    view.get(Name.REAL_TOPIC),
                    view.get(Name.REAL_QID));
            return new Delivery(record.queueOffset(), null);
        }
        return new Delivery(
                record.queueOffset(),
                store.append(record.copyTo(place.topic(), place.queueId(), record.properties(), storeHost)));
    }

    /** Whether there is nothing left to do for the message: it is stored, or never can be. */
    private static boolean isSettled(Delivery delivery, AppendResult result) {
        if (result.isStored()) {
            return true;
        }
        if (result.status() == AppendStatus.SERVICE_NOT_AVAILABLE
                || result.status() == AppendStatus.OS_PAGE_CACHE_BUSY) {
            REFUSALS.warn("delayed messages wait: the store does not take them: {}", result.message());
            return false;
        }
        LOG.error(
                "the delayed message at queue offset {} is dropped, the store refuses it: {} {}",
                delivery.queueOffset,
                result.status(),
                result.message());
        return true;
    }
}
