package io.cometmq.store.timer;

import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.LogSlice;
import io.cometmq.store.MessageArrivingListener;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers timer messages when they are due: within milliseconds, never early, and each once also over restarts and kills
 * (docs/protocol/semantics.md 11). Life: construct, {@link #start} when the store is loaded, {@link #close} before the store's.
 * Thread-safe.
 */
public final class TimerMessageStore implements MessageArrivingListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TimerMessageStore.class);

    /** Longest sleep in one piece: the wall clock may be set. */
    private static final long MAX_SLEEP_MILLIS = 1_000;

    private static final long RESTART_MILLIS = 1_000;
    private static final long STOP_MILLIS = 20_000;

    private final TimerOptions options;
    private final DefaultMessageStore store;
    private final TimerDelivery delivery;
    private final LongSupplier clockMillis;
    private final TimerFiles files;
    private final Thread thread = new Thread(this::run, "timer");
    private final TimerCounts counts = new TimerCounts();
    private final Queue<CompletableFuture<Map<String, Long>>> questions = new ConcurrentLinkedQueue<>();

    /** Whether something has come since the last look. */
    private volatile boolean arrived;

    private volatile boolean closed;
    private volatile TimerProgress progress = TimerProgress.NONE;

    public TimerMessageStore(
            TimerOptions options, DefaultMessageStore store, TimerDelivery delivery, LongSupplier clockMillis) {
        this.options = options;
        this.store = store;
        this.delivery = delivery;
        this.clockMillis = clockMillis;
        this.files = TimerFiles.of(options, store, delivery);
        thread.setDaemon(true);
    }

    /** Begins to deliver; what it takes to find out where to go on is done on the timer's thread. */
    public void start() {
        thread.start();
    }

    /** A message that has come may be one of the timer's. */
    @Override
    public void arrived(String topic, int queueId, long queueOffset, long tagsCode, long storeTimestamp) {
        if (!arrived && topic.equals(TimerRecord.TOPIC)) {
            wake();
        }
    }

    private void wake() {
        arrived = true;
        LockSupport.unpark(thread);
    }

    public TimerProgress progress() {
        return progress;
    }

    /** How many messages wait, by topic. Counts them all: not for a hot path. */
    public CompletableFuture<Map<String, Long>> waitingByTopic() {
        CompletableFuture<Map<String, Long>> answer = new CompletableFuture<>();
        questions.add(answer);
        if (closed) {
            failQuestions();
        }
        wake();
        return answer;
    }

    private void run() {
        while (!closed) {
            try (TimerEngine engine = new TimerEngine(options, store, delivery, files, counts, clockMillis)) {
                engine.recover();
                work(engine);
                engine.finish();
            } catch (IOException | RuntimeException e) {
                LOG.error("the timer failed; it reads its files and the log again and goes on", e);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RESTART_MILLIS));
            }
        }
        files.close();
        failQuestions();
    }

    private void work(TimerEngine engine) throws IOException {
        while (!closed) {
            arrived = false;
            long wakeMillis = engine.pass();
            progress = engine.progress();
            answerQuestions(engine);
            while (!arrived && !closed) {
                long left = wakeMillis - clockMillis.getAsLong();
                if (left <= 0) {
                    break;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(left, MAX_SLEEP_MILLIS)));
            }
        }
    }

    private void answerQuestions(TimerEngine engine) {
        CompletableFuture<Map<String, Long>> question = questions.poll();
        while (question != null) {
            CompletableFuture<Map<String, Long>> answer = question;
            files.count(engine.contents()).whenComplete((counts, failure) -> {
                if (failure == null) {
                    answer.complete(withNames(counts));
                } else {
                    answer.completeExceptionally(failure);
                }
            });
            question = questions.poll();
        }
    }

    private Map<String, Long> withNames(Map<Integer, TimerFiles.WaitingCount> counts) {
        Map<String, Long> named = new HashMap<>();
        TimerRecord record = new TimerRecord();
        for (TimerFiles.WaitingCount count : counts.values()) {
            store.recordAt(count.physicalOffset()).ifPresent(found -> {
                try (LogSlice slice = found) {
                    named.merge(record.wrap(slice.buffer(), 0).realTopic(), count.count(), Long::sum);
                }
            });
        }
        return named;
    }

    private void failQuestions() {
        CompletableFuture<Map<String, Long>> question = questions.poll();
        while (question != null) {
            question.completeExceptionally(new IllegalStateException("the timer is stopped"));
            question = questions.poll();
        }
    }

    /** Ends after the deliveries in hand. The store must still be open. */
    @Override
    public void close() {
        closed = true;
        if (thread.getState() == Thread.State.NEW) {
            files.close();
            return;
        }
        wake();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
