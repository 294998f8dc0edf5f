package io.cometmq.broker.transaction;

import io.cometmq.broker.message.StoredRecord;
import io.cometmq.common.constant.PermName;
import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks producers for the verdicts that they owe, in rounds, and gives halves up that nobody decides (docs/protocol/semantics.md 12). A
 * round looks at undecided halves only, the oldest first, and ends at the first one that is too young. Belongs to the checking thread.
 */
final class TransactionCheckService {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionCheckService.class);

    private final TransactionLedger ledger;
    private final QueueReader halves;
    private final Questions questions;
    private final CheckRounds rounds;
    private final Function<AppendMessage, CompletableFuture<AppendResult>> log;
    private final byte[] storeHost;
    private final Runnable discardedTopic;
    private final LongSupplier clockMillis;
    private boolean isRoundOver;

    /**
     * @param log appends to the store
     * @param discardedTopic makes sure that the topic of discarded halves exists
     */
    TransactionCheckService(
            TransactionConfig config,
            TransactionLedger ledger,
            QueueReader halves,
            Questions questions,
            Function<AppendMessage, CompletableFuture<AppendResult>> log,
            byte[] storeHost,
            Runnable discardedTopic,
            LongSupplier clockMillis) {
        this.ledger = ledger;
        this.halves = halves;
        this.questions = questions;
        this.rounds = new CheckRounds(config);
        this.log = log;
        this.storeHost = storeHost;
        this.discardedTopic = discardedTopic;
        this.clockMillis = clockMillis;
    }

    static final int DISCARDED_TOPIC_QUEUES = 1;
    static final int DISCARDED_TOPIC_PERM = PermName.PERM_READ | PermName.PERM_WRITE;

    /** One round over the halves that are there now. */
    void round() {
        rounds.begin(clockMillis.getAsLong());
        questions.beginRound();
        ledger.tellOwed();
        ledger.forgetBelow(halves.min());
        long end = halves.max();
        isRoundOver = false;
        long half = ledger.nextUndecided(ledger.base());
        while (half < end && !isRoundOver && !Thread.currentThread().isInterrupted()) {
            long run = Math.min(end, ledger.nextDecided(half, end)) - half;
            long next = halves.read(half, (int) Math.min(QueueReader.MAX_BATCH, Math.max(1, run)), this::check);
            half = ledger.nextUndecided(Math.max(next, half + 1));
        }
    }

    private void check(StoredRecord record) {
        if (isRoundOver || !ledger.isOpen(record.queueOffset())) {
            return;
        }
        HalfMessage half = HalfMessage.of(record);
        if (half == null) {
            LOG.error(
                    "the half message at {} of the commit log is dropped: it does not say where it belongs",
                    record.physicalOffset());
            ledger.decide(record.queueOffset(), null);
            return;
        }
        long immunity = half.immunityMillis();
        int times = rounds.timesAsked(record.storeTimestamp(), immunity, half.checkTimes());
        switch (rounds.decide(record.storeTimestamp(), immunity, half.checkTimes())) {
            case STOP -> isRoundOver = true;
            case LEAVE -> {}
            case ASK -> questions.ask(half, times);
            case DISCARD -> discard(half, times - 1);
        }
    }

    private void discard(HalfMessage half, int timesAsked) {
        LOG.info(
                "transaction {} of topic {}, producer group {}, is given up after {} questions: see topic {}",
                half.uniqueKey(),
                half.realTopic(),
                half.producerGroup(),
                timesAsked,
                HalfMessage.DISCARDED_TOPIC);
        discardedTopic.run();
        ledger.decide(half.record().queueOffset(), () -> log.apply(half.discarded(timesAsked, storeHost)));
    }
}
