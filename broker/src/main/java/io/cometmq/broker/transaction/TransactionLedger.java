package io.cometmq.broker.transaction;

import io.cometmq.broker.send.Halves;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * Decides halves, each of them once, and writes the op records that say so. Verdicts that come together share an op record. Thread-safe;
 * nothing here waits.
 */
public final class TransactionLedger {
    private static final RateLimitedLog REFUSALS =
            new RateLimitedLog(LoggerFactory.getLogger(TransactionLedger.class), Duration.ofSeconds(10));

    /** What became of a verdict. */
    enum Kind {
        DECIDED,
        /** Another verdict was earlier; this one has changed nothing. */
        DECIDED_BEFORE,
        /** The store does not take it: the half stays undecided. */
        REFUSED
    }

    /** @param refusal what the store said, null unless refused */
    record Outcome(Kind kind, AppendResult refusal) {
        static final Outcome DECIDED = new Outcome(Kind.DECIDED, null);
        static final Outcome DECIDED_BEFORE = new Outcome(Kind.DECIDED_BEFORE, null);

        Outcome forTheSecond() {
            return kind == Kind.DECIDED ? DECIDED_BEFORE : this;
        }
    }

    /** A verdict that is being written. Its flags are guarded by the ledger. */
    private static final class Verdict {
        final long half;

        /** The record that it causes, if any, begins at this commit log offset or behind. */
        final long notBefore;

        final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

        /** Whether a record that it causes is in the log: from then on there is no way back. */
        boolean isEffective;

        /** Whether the op record in the making tells it. */
        boolean isTold;

        Verdict(long half, long notBefore) {
            this.half = half;
            this.notBefore = notBefore;
        }
    }

    private final Function<AppendMessage, CompletableFuture<AppendResult>> log;
    private final LongSupplier logEnd;
    private final OpMessages ops;

    /** Guarded by this. */
    private DecidedHalves decided = new DecidedHalves(0);

    /** The verdicts that are being written, oldest first, by half; guarded by this. */
    private final Map<Long, Verdict> inHand = new LinkedHashMap<>();

    /** What the next op record tells; guarded by this. */
    private final Deque<Verdict> toTell = new ArrayDeque<>();

    /** What took effect, but could not be told; guarded by this. */
    private final List<Verdict> owed = new ArrayList<>();

    /** Whether an op record is on its way to the store; guarded by this. */
    private boolean telling;

    /**
     * @param log appends to the store
     * @param logEnd the end of the appended log
     */
    TransactionLedger(
            Function<AppendMessage, CompletableFuture<AppendResult>> log, LongSupplier logEnd, OpMessages ops) {
        this.log = log;
        this.logEnd = logEnd;
        this.ops = ops;
    }

    /** Takes over what the start has found, and tells the op topic what it does not know. */
    void begin(DecidedHalves found, List<Long> untold) {
        synchronized (this) {
            decided = found;
            for (long half : untold) {
                Verdict verdict = new Verdict(half, 0);
                verdict.isEffective = true;
                inHand.put(half, verdict);
                toTell.add(verdict);
            }
        }
        tell();
    }

    /** The first half that is not decided: those below need not be looked at any more. */
    synchronized long base() {
        return decided.base();
    }

    /** Whether nobody has decided the half nor is about to. */
    synchronized boolean isOpen(long half) {
        return !decided.isDecided(half) && !inHand.containsKey(half);
    }

    synchronized long nextUndecided(long half) {
        return decided.nextUndecided(half);
    }

    synchronized long nextDecided(long half, long limit) {
        return decided.nextDecided(half, limit);
    }

    /** The halves below are gone: there is nothing to decide any more. */
    synchronized void forgetBelow(long half) {
        for (long gone = decided.base(); gone < half; gone = decided.nextUndecided(gone)) {
            decided.add(gone);
        }
    }

    /**
     * Decides a half, unless it is decided.
     *
     * @param effect stores what the verdict causes; null when it causes nothing. Called at most once, on this thread
     * @return complete when the verdict is in the log
     */
    CompletableFuture<Outcome> decide(long half, Supplier<CompletableFuture<AppendResult>> effect) {
        Verdict verdict;
        synchronized (this) {
            if (decided.isDecided(half)) {
                return CompletableFuture.completedFuture(Outcome.DECIDED_BEFORE);
            }
            Verdict earlier = inHand.get(half);
            if (earlier != null) {
                return earlier.outcome.thenApply(Outcome::forTheSecond);
            }
            verdict = new Verdict(half, logEnd.getAsLong());
            inHand.put(half, verdict);
        }
        if (effect == null) {
            enqueue(verdict);
        } else {
            takeEffect(verdict, effect);
        }
        return verdict.outcome;
    }

    private void takeEffect(Verdict verdict, Supplier<CompletableFuture<AppendResult>> effect) {
        CompletableFuture<AppendResult> stored;
        try {
            stored = effect.get();
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                inHand.remove(verdict.half);
            }
            verdict.outcome.completeExceptionally(e);
            throw e;
        }
        stored.thenAccept(result -> effectStored(verdict, result));
    }

    private void effectStored(Verdict verdict, AppendResult result) {
        if (!result.isStored()) {
            synchronized (this) {
                inHand.remove(verdict.half);
            }
            verdict.outcome.complete(new Outcome(Kind.REFUSED, result));
            return;
        }
        synchronized (this) {
            verdict.isEffective = true;
        }
        enqueue(verdict);
    }

    private void enqueue(Verdict verdict) {
        synchronized (this) {
            toTell.add(verdict);
        }
        tell();
    }

    /** Tries again to tell what could not be told. */
    void tellOwed() {
        synchronized (this) {
            toTell.addAll(owed);
            owed.clear();
        }
        tell();
    }

    /** Writes op records as long as there is something to tell; one at a time, so that what comes meanwhile shares the next. */
    private void tell() {
        while (true) {
            List<Verdict> batch = new ArrayList<>();
            AppendMessage op;
            synchronized (this) {
                if (telling || toTell.isEmpty()) {
                    return;
                }
                telling = true;
                while (!toTell.isEmpty() && batch.size() < OpRecord.MAX_HALVES) {
                    Verdict next = toTell.poll();
                    next.isTold = true;
                    batch.add(next);
                }
                op = ops.message(
                        new OpRecord(batch.stream().map(verdict -> verdict.half).toList(), settledTo()));
            }
            CompletableFuture<AppendResult> stored = log.apply(op);
            if (!stored.isDone()) {
                stored.thenAccept(result -> {
                    told(batch, result);
                    tell();
                });
                return;
            }
            told(batch, stored.join());
        }
    }

    /** Below it, everything that has taken effect is told: by the op record in the making at the latest. */
    private long settledTo() {
        for (Verdict verdict : inHand.values()) {
            if (!verdict.isTold) {
                return verdict.notBefore;
            }
        }
        return logEnd.getAsLong();
    }

    private void told(List<Verdict> batch, AppendResult result) {
        synchronized (this) {
            telling = false;
            for (Verdict verdict : batch) {
                if (result.isStored()) {
                    inHand.remove(verdict.half);
                    decided.add(verdict.half);
                } else if (verdict.isEffective) {
                    verdict.isTold = false;
                    owed.add(verdict);
                } else {
                    inHand.remove(verdict.half);
                }
            }
        }
        if (!result.isStored()) {
            REFUSALS.warn(
                    "the store does not take an op record for {} halves of {}: {}",
                    batch.size(),
                    Halves.TOPIC,
                    result.message());
        }
        for (Verdict verdict : batch) {
            // What has taken effect holds: a restart finds it in the log.
            boolean holds = result.isStored() || verdict.isEffective;
            verdict.outcome.complete(holds ? Outcome.DECIDED : new Outcome(Kind.REFUSED, result));
        }
    }
}
