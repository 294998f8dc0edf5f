package io.cometmq.client.impl.producer;

import io.cometmq.common.message.Message;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The requests of one client instance that wait for their reply, by correlation id. Thread-safe. */
public final class PendingRequests {
    private final ConcurrentHashMap<String, CompletableFuture<Message>> pending = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;

    public PendingRequests(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Waits for a reply; the future fails with a {@link TimeoutException} at the timeout, on the timer's thread. */
    CompletableFuture<Message> add(String correlationId, long timeoutMillis) {
        CompletableFuture<Message> reply = new CompletableFuture<>();
        pending.put(correlationId, reply);
        ScheduledFuture<?> timeout = timer.schedule(
                () -> reply.completeExceptionally(new TimeoutException()), timeoutMillis, TimeUnit.MILLISECONDS);
        reply.whenComplete((message, failure) -> {
            pending.remove(correlationId);
            timeout.cancel(false);
        });
        return reply;
    }

    /** A reply has come; false when nobody waits for it (any more). */
    public boolean replied(String correlationId, Message reply) {
        CompletableFuture<Message> waiting = correlationId == null ? null : pending.get(correlationId);
        return waiting != null && waiting.complete(reply);
    }

    /** No reply will come any more. */
    public void failAll(Throwable cause) {
        pending.values().forEach(reply -> reply.completeExceptionally(cause));
    }
}
