package io.cometmq.broker.route;

import io.cometmq.common.json.Json;
import io.cometmq.common.json.JsonException;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.KVTable;
import io.cometmq.remoting.protocol.header.namesrv.QueryDataVersionResponseHeader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's relation to one name server: at most one registration is under way, and one more follows when something changed
 * meanwhile. Thread-safe; never blocks.
 */
final class NameServerLink {
    private static final Logger LOG = LoggerFactory.getLogger(NameServerLink.class);

    private enum Want {
        NOTHING,
        /** Register if the name server does not know the present topics. */
        REFRESH,
        /** Register in any case. */
        REGISTER
    }

    private final String address;
    private final NettyRemotingClient client;
    private final Registration registration;
    private final Consumer<Set<String>> orderedTopics;
    private final Executor executor;

    /** Guarded by this. */
    private boolean busy;

    /** What is to be done when the present round ends; guarded by this. */
    private Want next = Want.NOTHING;

    /** Guarded by this; null before the first round ends. */
    private Boolean registered;

    /**
     * @param orderedTopics told of the topics that the name server has an order for
     * @param executor where requests are made: encoding many topics takes its time
     */
    NameServerLink(
            String address,
            NettyRemotingClient client,
            Registration registration,
            Consumer<Set<String>> orderedTopics,
            Executor executor) {
        this.address = address;
        this.client = client;
        this.registration = registration;
        this.orderedTopics = orderedTopics;
        this.executor = executor;
    }

    /** Registers again when the last round ended badly and no other is under way. */
    void retry(long timeoutMillis) {
        synchronized (this) {
            if (busy || !Boolean.FALSE.equals(registered)) {
                return;
            }
        }
        update(true, timeoutMillis);
    }

    /** Tells the name server about the broker, now or as soon as the round under way ends. */
    void update(boolean forced, long timeoutMillis) {
        Want want = forced ? Want.REGISTER : Want.REFRESH;
        synchronized (this) {
            if (busy) {
                next = next.compareTo(want) > 0 ? next : want;
                return;
            }
            busy = true;
        }
        begin(want, timeoutMillis);
    }

    private void begin(Want want, long timeoutMillis) {
        CompletableFuture.completedFuture(null)
                .thenComposeAsync(
                        any -> want == Want.REGISTER ? register(timeoutMillis) : refresh(timeoutMillis), executor)
                .whenComplete((done, failure) -> ended(failure, timeoutMillis));
    }

    private CompletableFuture<Void> refresh(long timeoutMillis) {
        return client.invoke(address, registration.queryDataVersion(), timeoutMillis)
                .thenComposeAsync(
                        answer -> isOutdated(answer)
                                ? register(timeoutMillis)
                                : CompletableFuture.<Void>completedFuture(null),
                        executor);
    }

    /** An answer that says nothing is no reason to stay unregistered. */
    private static boolean isOutdated(RemotingCommand answer) {
        try {
            return answer.getCode() != ResponseCode.SUCCESS
                    || answer.decodeCommandCustomHeader(QueryDataVersionResponseHeader.class)
                            .changed();
        } catch (RemotingCommandException e) {
            return true;
        } finally {
            answer.release();
        }
    }

    private CompletableFuture<Void> register(long timeoutMillis) {
        return client.invoke(address, registration.register(), timeoutMillis).thenAccept(answer -> {
            int code = answer.getCode();
            String remark = answer.getRemark();
            byte[] body = answer.getBody();
            answer.release();
            if (code != ResponseCode.SUCCESS) {
                throw new IllegalStateException("answer " + code + ": " + remark);
            }
            takeOrderedTopics(body);
        });
    }

    private void takeOrderedTopics(byte[] body) {
        if (body == null) {
            return;
        }
        try {
            orderedTopics.accept(Json.fromJson(body, KVTable.class).table().keySet());
        } catch (JsonException e) {
            LOG.warn("name server {} answered a registration with what is no table: {}", address, e.getMessage());
        }
    }

    private void ended(Throwable failure, long timeoutMillis) {
        Boolean before;
        Want want;
        synchronized (this) {
            before = registered;
            registered = failure == null;
            want = failure == null ? next : Want.NOTHING; // after a failure the next retry does it all
            next = Want.NOTHING;
            busy = want != Want.NOTHING;
        }
        if (failure == null && !Boolean.TRUE.equals(before)) {
            LOG.info("registered with name server {}", address);
        } else if (failure != null && !Boolean.FALSE.equals(before)) {
            LOG.warn("cannot register with name server {}, trying again: {}", address, reason(failure));
        }
        if (want != Want.NOTHING) {
            begin(want, timeoutMillis);
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** Takes leave; complete, whatever the outcome, when the name server has answered or the time is over. */
    CompletableFuture<Void> unregister(long timeoutMillis) {
        return client.invoke(address, registration.unregister(), timeoutMillis).handle((answer, failure) -> {
            if (failure == null) {
                answer.release();
                LOG.info("unregistered from name server {}", address);
            } else {
                LOG.info("could not unregister from name server {}: {}", address, reason(failure));
            }
            return null;
        });
    }
}
