package io.cometmq.remoting.rpc;

import io.cometmq.remoting.exception.RemotingTimeoutException;
import io.cometmq.remoting.protocol.RemotingCommand;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The calls made on one connection that wait for their answer, by opaque. Thread-safe. */
public final class PendingCalls {
    private static final class Call extends CompletableFuture<RemotingCommand> {
        final long deadlineNanos;
        final long timeoutMillis;

        Call(long deadlineNanos, long timeoutMillis) {
            this.deadlineNanos = deadlineNanos;
            this.timeoutMillis = timeoutMillis;
        }
    }

    private final ConcurrentHashMap<Integer, Call> calls = new ConcurrentHashMap<>();

    /** Registers a call before it is sent. The future fails with {@link RemotingTimeoutException} at the deadline. */
    public CompletableFuture<RemotingCommand> add(int opaque, long timeoutMillis, long nowNanos) {
        Call call = new Call(nowNanos + TimeUnit.MILLISECONDS.toNanos(timeoutMillis), timeoutMillis);
        calls.put(opaque, call);
        return call;
    }

    /** False when nobody waits for this answer (any more). */
    public boolean complete(RemotingCommand response) {
        Call call = calls.remove(response.getOpaque());
        return call != null && call.complete(response);
    }

    public void fail(int opaque, Throwable cause) {
        Call call = calls.remove(opaque);
        if (call != null) {
            call.completeExceptionally(cause);
        }
    }

    public void failAll(Throwable cause) {
        for (Integer opaque : calls.keySet()) {
            fail(opaque, cause);
        }
    }

    /** Ends the calls whose time is over. */
    public void expire(long nowNanos, String address) {
        for (Iterator<Call> each = calls.values().iterator(); each.hasNext(); ) {
            Call call = each.next();
            if (nowNanos - call.deadlineNanos >= 0) {
                each.remove();
                call.completeExceptionally(new RemotingTimeoutException(address, call.timeoutMillis));
            }
        }
    }

    public boolean isEmpty() {
        return calls.isEmpty();
    }

    public int size() {
        return calls.size();
    }
}
