package io.cometmq.client.impl.producer;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.hook.CheckForbiddenContext;
import io.cometmq.client.hook.CheckForbiddenHook;
import io.cometmq.client.hook.SendMessageContext;
import io.cometmq.client.hook.SendMessageHook;
import io.cometmq.common.log.RateLimitedLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the application hung into a producer's sends. Without hooks a send makes no context. Thread-safe. */
final class SendHooks {
    private static final RateLimitedLog FAILURES =
            new RateLimitedLog(LoggerFactory.getLogger(SendHooks.class), Duration.ofSeconds(10));

    private final List<CheckForbiddenHook> checks = new CopyOnWriteArrayList<>();
    private final List<SendMessageHook> observers = new CopyOnWriteArrayList<>();

    void add(CheckForbiddenHook hook) {
        checks.add(hook);
    }

    void add(SendMessageHook hook) {
        observers.add(hook);
    }

    boolean hasChecks() {
        return !checks.isEmpty();
    }

    boolean hasObservers() {
        return !observers.isEmpty();
    }

    void check(CheckForbiddenContext context) throws MQClientException {
        for (CheckForbiddenHook hook : checks) {
            hook.checkForbidden(context);
        }
    }

    void before(SendMessageContext context) {
        for (SendMessageHook hook : observers) {
            try {
                hook.sendMessageBefore(context);
            } catch (RuntimeException e) {
                FAILURES.warn("hook {} failed before a send", hook.hookName(), e);
            }
        }
    }

    void after(SendMessageContext context) {
        for (SendMessageHook hook : observers) {
            try {
                hook.sendMessageAfter(context);
            } catch (RuntimeException e) {
                FAILURES.warn("hook {} failed after a send", hook.hookName(), e);
            }
        }
    }
}
