package io.cometmq.broker.pop;

import io.cometmq.broker.pop.PopAttempt.Popped;
import io.cometmq.broker.stats.BrokerStatsManager;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.PopMessageRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.remoting.rpc.RequestProcessor;
import io.cometmq.store.GetMessageStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * POP_MESSAGE (200050). Called on the event loop; hands pops that may block to the executor of slow reads, and lets those wait that find
 * nothing (docs/protocol/semantics.md 13.1). Thread-safe.
 */
public final class PopMessageProcessor implements RequestProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(PopMessageProcessor.class);
    private static final RateLimitedLog FAILURES = new RateLimitedLog(LOG, Duration.ofSeconds(10));
    private static final String NOTHING_THERE = GetMessageStatus.NO_MESSAGE_IN_QUEUE.name();

    private final PopChecks checks;
    private final PopSources sources;
    private final QueuePops queues;
    private final OrderedQueues orderedQueues;
    private final ReviveJournal journal;
    private final PopWaiters waiters;
    private final PopAnswers answers;
    private final BrokerStatsManager stats;
    private final Executor slowReads;
    private final LongSupplier clockMillis;

    PopMessageProcessor(
            PopChecks checks,
            PopSources sources,
            QueuePops queues,
            OrderedQueues orderedQueues,
            ReviveJournal journal,
            PopWaiters waiters,
            PopAnswers answers,
            BrokerStatsManager stats,
            Executor slowReads,
            LongSupplier clockMillis) {
        this.checks = checks;
        this.sources = sources;
        this.queues = queues;
        this.orderedQueues = orderedQueues;
        this.journal = journal;
        this.waiters = waiters;
        this.answers = answers;
        this.stats = stats;
        this.slowReads = slowReads;
        this.clockMillis = clockMillis;
    }

    @Override
    public RemotingCommand process(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        PopMessageRequestHeader header = request.decodeCommandCustomHeader(PopMessageRequestHeader.class);
        try {
            start(checks.check(exchange, header));
            return null;
        } catch (PopRefusedException e) {
            return e.answer(PopAnswers.NOTHING);
        }
    }

    /** Event loop. */
    private void start(PopRequest pop) {
        PopAttempt attempt = attempt(pop, false);
        if (attempt == null) {
            return;
        }
        if (!attempt.found().isEmpty()) {
            answerWhenKept(attempt);
        } else if (attempt.isPostponed()) {
            startSlowly(pop);
        } else {
            hold(pop, attempt);
        }
    }

    private void startSlowly(PopRequest pop) {
        try {
            slowReads.execute(() -> {
                PopAttempt attempt = attempt(pop, true);
                if (attempt == null) {
                    return;
                }
                if (!attempt.found().isEmpty()) {
                    answerWhenKept(attempt);
                } else {
                    pop.exchange().connection().execute(() -> hold(pop, attempt));
                }
            });
        } catch (RejectedExecutionException e) {
            RemotingCommand busy =
                    RemotingCommand.createResponseCommandWithHeader(ResponseCode.SYSTEM_BUSY, PopAnswers.NOTHING);
            busy.setRemark("[OVERLOAD]too many consumers read old messages, start flow control for a while");
            pop.exchange().answer(busy);
        }
    }

    /** Null when it has failed and is answered. */
    private PopAttempt attempt(PopRequest pop, boolean mayBlock) {
        long now = clockMillis.getAsLong();
        int reviveQueueId = journal.queueFor(now + pop.header().invisibleTime());
        PopAttempt attempt = new PopAttempt(pop, now, reviveQueueId, mayBlock);
        try {
            for (PopSource source : sources.of(pop)) {
                if (pop.isOrdered()) {
                    orderedQueues.pop(source, attempt);
                } else {
                    queues.pop(source, attempt);
                }
            }
            return attempt;
        } catch (RuntimeException e) {
            FAILURES.warn("pop of {} failed: {}", pop.exchange().connection(), pop.header(), e);
            if (!attempt.found().isEmpty()) {
                return attempt; // what was found before is handed out
            }
            pop.exchange().answer(RemotingCommand.createResponseCommand(ResponseCode.SYSTEM_ERROR, e.toString()));
            return null;
        }
    }

    private void answerWhenKept(PopAttempt attempt) {
        List<CompletableFuture<Boolean>> writes =
                attempt.found().stream().map(Popped::kept).toList();
        if (writes.size() == 1) {
            writes.get(0).thenRun(() -> answer(attempt));
        } else {
            CompletableFuture.allOf(writes.toArray(new CompletableFuture<?>[0])).thenRun(() -> answer(attempt));
        }
    }

    private void answer(PopAttempt attempt) {
        List<Popped> kept = new ArrayList<>();
        for (Popped popped : attempt.found()) {
            if (popped.kept().join()) {
                kept.add(popped);
                count(attempt, popped);
            } else {
                popped.messages().close();
            }
        }
        attempt.pop()
                .exchange()
                .answer(
                        kept.isEmpty()
                                ? PopAnswers.empty(
                                        attempt,
                                        ResponseCode.SYSTEM_ERROR,
                                        "the store takes nothing at present, and what is popped must be kept")
                                : answers.found(attempt, kept));
    }

    private void count(PopAttempt attempt, Popped popped) {
        stats.get(
                popped.queue().group(),
                popped.queue().topic(),
                popped.queue().queueId(),
                popped.messages().messageCount(),
                popped.messages().totalBytes(),
                attempt.elapsedNanos());
    }

    /** Event loop: what has arrived between the look and now woke nobody, so it is looked for once more behind. */
    private void hold(PopRequest pop, PopAttempt attempt) {
        long leftMillis = Math.min(
                pop.deadlineMillis() - clockMillis.getAsLong(), pop.header().pollTime());
        if (leftMillis <= 0) {
            pop.exchange().answer(PopAnswers.empty(attempt, ResponseCode.POLLING_TIMEOUT, NOTHING_THERE));
            return;
        }
        List<PopSource> wanted = sources.of(pop);
        long delayMillis = pop.isOrdered() ? Math.min(leftMillis, orderedQueues.blockedMillis(wanted)) : leftMillis;
        PopWaiters.Wanted key = new PopWaiters.Wanted(
                pop.header().topic(), pop.header().consumerGroup(), pop.header().queueId(), pop.filter());
        if (!waiters.hold(pop.exchange(), key, delayMillis, () -> start(pop))) {
            pop.exchange().answer(PopAnswers.empty(attempt, ResponseCode.POLLING_FULL, NOTHING_THERE));
        } else if (wanted.stream().anyMatch(source -> isPoppable(pop, source))) {
            waiters.wake(key.topic(), key.group());
        }
    }

    private boolean isPoppable(PopRequest pop, PopSource source) {
        return pop.isOrdered()
                ? queues.hasUncommitted(source.queue())
                        && orderedQueues.blocksUntilMillis(source.queue()) <= clockMillis.getAsLong()
                : queues.hasMessages(source.queue());
    }
}
