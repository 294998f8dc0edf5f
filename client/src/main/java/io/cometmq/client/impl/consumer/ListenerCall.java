package io.cometmq.client.impl.consumer;

import io.cometmq.client.hook.ConsumeMessageContext;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a listener, with everything that belongs to it: hooks, the time it takes, and what to make of an exception. Thread-safe.
 *
 * @param <S> what the listener answers
 */
final class ListenerCall<S extends Enum<S>> {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerCall.class);

    private final RateLimitedLog failures = new RateLimitedLog(LOG, Duration.ofSeconds(1));
    private final ConsumerContext consumer;
    private final Set<S> successes;
    private final S again;

    /** @param again that the messages shall come again; also the meaning of an exception, and of no answer */
    ListenerCall(ConsumerContext consumer, Set<S> successes, S again) {
        this.consumer = consumer;
        this.successes = successes;
        this.again = again;
    }

    S call(List<MessageExt> messages, MessageQueue queue, Function<List<MessageExt>, S> listener) {
        ConsumeMessageContext hookContext = consumer.hooks().before(messages, queue);
        long startNanos = System.nanoTime();
        S status = null;
        boolean threw = false;
        try {
            status = listener.apply(Collections.unmodifiableList(messages));
        } catch (Throwable e) {
            threw = true;
            failures.warn(
                    "the listener of group {} failed with {} messages of {}",
                    consumer.group(),
                    messages.size(),
                    queue,
                    e);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        boolean timedOut = millis >= TimeUnit.MINUTES.toMillis(consumer.config().getConsumeTimeout());
        var type = ListenerHooks.type(threw, status == null, timedOut, status == again);
        if (status == null) {
            status = again;
        }
        consumer.hooks().after(hookContext, status.name(), successes.contains(status), type);
        consumer.stats().incConsumeRT(consumer.group(), queue.getTopic(), millis);
        return status;
    }
}
