package io.cometmq.broker.pop;

import io.cometmq.broker.config.PopConfig;
import io.cometmq.broker.message.Hosts;
import io.cometmq.broker.message.PropertiesEditor;
import io.cometmq.broker.message.StoredRecord;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.MixAll;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.MessageConst;
import io.cometmq.remoting.protocol.pop.TopicKind;
import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import io.cometmq.store.AppendStatus;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.GetMessageResult;
import io.cometmq.store.GetMessageStatus;
import io.cometmq.store.MessageFilter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets messages come again that were handed out and not acknowledged in time: it stores them in the group's retry topic
 * (docs/protocol/semantics.md 13.2). A thread of its own sleeps until the next check point expires. Life: {@link #start}, {@link #close}.
 */
final class Reviver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reviver.class);
    private static final RateLimitedLog REFUSALS = new RateLimitedLog(LOG, Duration.ofSeconds(10));
    private static final int READ_WRITE = PermName.PERM_READ | PermName.PERM_WRITE;

    /** Check points whose messages are stored together before it waits for the store. */
    private static final int MAX_BATCH = 64;

    private static final long RETRY_MILLIS = 500;
    private static final long STOP_MILLIS = 10_000;

    private final PopConfig settings;
    private final TopicConfigManager topics;
    private final DefaultMessageStore store;
    private final byte[] storeHost;
    private final InFlightTable table;
    private final Expiries expiries;
    private final LongSupplier clockMillis;
    private final Thread thread = new Thread(this::run, "pop-revive");

    Reviver(
            PopConfig settings,
            TopicConfigManager topics,
            DefaultMessageStore store,
            byte[] storeHost,
            InFlightTable table,
            Expiries expiries,
            LongSupplier clockMillis) {
        this.settings = settings;
        this.topics = topics;
        this.store = store;
        this.storeHost = storeHost;
        this.table = table;
        this.expiries = expiries;
        this.clockMillis = clockMillis;
        thread.setDaemon(true);
    }

    /** A process that was killed may have stored messages in a retry topic before the topic was written down. */
    void restoreTopics() {
        for (String topic : store.topics()) {
            if (topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX) && topics.find(topic) == null) {
                topics.createForSendBack(topic, store.queues(topic).size(), READ_WRITE, false);
            }
        }
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (expiries.awaitExpired()) {
                if (!reviveExpired()) {
                    Thread.sleep(RETRY_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            LOG.info("messages that nobody acknowledges come again after the next start");
        }
    }

    /** A message that is stored again, or never can be. */
    private record Move(long queueOffset, GetMessageResult read, CompletableFuture<AppendResult> stored) {}

    /** What is left of an expired check point. */
    private record Moves(CheckPoint checkPoint, List<Move> moves) {}

    /**
     * Lets what has expired come again, the oldest first.
     *
     * @return false when something could not be stored; it is tried again
     */
    boolean reviveExpired() {
        List<Moves> batch = new ArrayList<>();
        for (CheckPoint checkPoint : expiries.takeExpired(clockMillis.getAsLong(), MAX_BATCH)) {
            batch.add(start(checkPoint));
        }
        boolean all = true;
        for (Moves moves : batch) {
            all &= finish(moves);
        }
        return all;
    }

    private Moves start(CheckPoint checkPoint) {
        List<Move> moves = new ArrayList<>();
        for (long queueOffset : table.expire(checkPoint)) {
            moves.add(start(checkPoint, queueOffset));
        }
        return new Moves(checkPoint, moves);
    }

    private Move start(CheckPoint checkPoint, long queueOffset) {
        GroupQueue queue = checkPoint.queue();
        GetMessageResult read = null;
        try {
            read = store.getMessage(
                    queue.topic(), queue.queueId(), queueOffset, 1, Integer.MAX_VALUE, MessageFilter.ALL);
            if (read.status() != GetMessageStatus.FOUND) {
                read.close();
                LOG.warn(
                        "message {} of queue {} of topic {} does not come again for group {}: {}",
                        queueOffset,
                        queue.queueId(),
                        queue.topic(),
                        queue.group(),
                        read.status());
                return new Move(queueOffset, null, null);
            }
            AppendMessage again = again(checkPoint, new StoredRecord(only(read)));
            return new Move(queueOffset, read, store.append(again));
        } catch (RuntimeException e) {
            if (read != null) {
                read.close();
            }
            REFUSALS.warn("message {} of {} cannot be read; trying again", queueOffset, queue, e);
            return new Move(
                    queueOffset,
                    null,
                    CompletableFuture.completedFuture(
                            AppendResult.refused(AppendStatus.SERVICE_NOT_AVAILABLE, e.toString())));
        }
    }

    private static ByteBuffer only(GetMessageResult read) {
        ByteBuffer slice = read.slices().get(0);
        return slice.slice(slice.position(), slice.remaining());
    }

    private AppendMessage again(CheckPoint checkPoint, StoredRecord record) {
        GroupQueue queue = checkPoint.queue();
        ByteBuffer properties = new PropertiesEditor(record.properties())
                .putIfAbsent(MessageConst.PROPERTY_FIRST_POP_TIME, Long.toString(checkPoint.popTime()))
                .put(MessageConst.PROPERTY_ORIGIN_GROUP, queue.group())
                .encode();
        byte[] bornHost = record.bornHost();
        return new AppendMessage(
                retryTopic(queue),
                0,
                record.flag(),
                Hosts.mark(record.sysFlag(), bornHost, storeHost),
                record.bornTimestamp(),
                bornHost,
                storeHost,
                record.reconsumeTimes() + 1,
                0,
                record.body(),
                properties,
                true);
    }

    private String retryTopic(GroupQueue queue) {
        TopicKind kind = settings.retryKind();
        String name = queue.topic().startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)
                ? queue.topic()
                : kind.topic(queue.group(), queue.topic());
        topics.createForSendBack(name, 1, READ_WRITE, false);
        return name;
    }

    private boolean finish(Moves moves) {
        List<Long> settled = new ArrayList<>();
        List<Long> refused = new ArrayList<>();
        for (Move move : moves.moves) {
            (isSettled(moves.checkPoint, move) ? settled : refused).add(move.queueOffset);
        }
        if (refused.isEmpty()) {
            if (settled.isEmpty()) {
                table.settled(moves.checkPoint);
            } else {
                table.movedOn(moves.checkPoint, settled).join();
            }
            return true;
        }
        table.expireLater(moves.checkPoint, settled);
        return false;
    }

    /** Whether there is nothing left to do for the message: it is stored, or never can be. */
    private static boolean isSettled(CheckPoint checkPoint, Move move) {
        if (move.stored == null) {
            return true;
        }
        AppendResult result = move.stored.join();
        if (move.read != null) {
            move.read.close();
        }
        if (result.isStored()) {
            return true;
        }
        boolean passing = result.status() == AppendStatus.SERVICE_NOT_AVAILABLE
                || result.status() == AppendStatus.OS_PAGE_CACHE_BUSY;
        REFUSALS.warn(
                "message {} of {} {}: {}",
                move.queueOffset,
                checkPoint.queue(),
                passing ? "comes again later" : "never comes again",
                result.message());
        return !passing;
    }

    /** Ends after the messages in hand. */
    @Override
    public void close() {
        expiries.close();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
