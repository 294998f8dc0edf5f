package io.cometmq.broker.transaction;

import io.cometmq.broker.client.ProducerManager;
import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.send.Halves;
import io.cometmq.broker.send.LaterDelivery;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import io.cometmq.store.DefaultMessageStore;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions of a broker: builds the parts, and runs the rounds of questions. Life:
 * construct, {@link #load} when the store is open, {@link #start}, {@link #close}. Thread-safe.
 */
public final class TransactionService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionService.class);
    private static final long STOP_MILLIS = 10_000;

    private final DefaultMessageStore store;
    private final TransactionConfig config;
    private final QueueReader halves;
    private final QueueReader ops;
    private final TransactionProgress progress;
    private final TransactionLedger ledger;
    private final EndTransactionProcessor end;
    private final ResumeHalfProcessor resume;
    private final TransactionCheckService checks;
    private final Thread thread = new Thread(this::run, "transaction-check");

    /**
     * @param log appends to the store
     * @param fileReservedHours how long the log is kept
     */
    public TransactionService(
            BrokerConfig config,
            int fileReservedHours,
            DefaultMessageStore store,
            Function<AppendMessage, CompletableFuture<AppendResult>> log,
            ConsumerOffsetManager offsets,
            TopicConfigManager topics,
            ProducerManager producers,
            LaterDelivery later,
            byte[] storeHost,
            LongSupplier clockMillis) {
        this.store = store;
        this.config = TransactionConfig.of(config, fileReservedHours);
        this.halves = new QueueReader(store, Halves.TOPIC, Halves.QUEUE_ID);
        this.ops = new QueueReader(store, OpRecord.TOPIC, OpRecord.QUEUE_ID);
        this.progress = new TransactionProgress(offsets, halves, ops);
        this.ledger = new TransactionLedger(log, store::maxPhysicalOffset, new OpMessages(storeHost, clockMillis));
        this.end = new EndTransactionProcessor(ledger, store::recordAt, log, later, storeHost, clockMillis);
        this.resume = new ResumeHalfProcessor(ledger, store::recordAt, log, storeHost);
        this.checks = new TransactionCheckService(
                this.config,
                ledger,
                halves,
                new ProducerQuestions(producers, config.brokerName()),
                log,
                storeHost,
                () -> topics.createForSendBack(
                        HalfMessage.DISCARDED_TOPIC,
                        TransactionCheckService.DISCARDED_TOPIC_QUEUES,
                        TransactionCheckService.DISCARDED_TOPIC_PERM,
                        false),
                clockMillis);
        thread.setDaemon(true);
    }

    public EndTransactionProcessor end() {
        return end;
    }

    public ResumeHalfProcessor resume() {
        return resume;
    }

    /** Rebuilds which halves are decided; the store takes messages. */
    public void load() {
        TransactionRecovery found =
                new TransactionRecovery(store, halves, ops, progress.halfOffset(), progress.opOffset());
        ledger.begin(found.decided(), found.untold());
    }

    /** Begins to ask for verdicts. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(config.checkIntervalMillis());
                checkNow();
            }
        } catch (InterruptedException e) {
            LOG.debug("no more questions for verdicts");
        }
    }

    /** One round of questions. */
    void checkNow() {
        try {
            checks.round();
        } catch (RuntimeException e) {
            LOG.error("a round of questions for transactions has failed; the next one tries again", e);
        }
    }

    /** Hands the progress to the offset table, from where it is written. */
    public void noteProgress() {
        progress.note(ledger.base());
    }

    /** Ends the round of questions in hand. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
