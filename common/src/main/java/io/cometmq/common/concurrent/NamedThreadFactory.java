package io.cometmq.common.concurrent;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Daemon threads named {@code prefix-1}, {@code prefix-2}, ...; what ends one by surprise is logged. Thread-safe. */
public final class NamedThreadFactory implements ThreadFactory {
    private static final Logger LOG = LoggerFactory.getLogger(NamedThreadFactory.class);

    private final String prefix;
    private final AtomicInteger created = new AtomicInteger();

    public NamedThreadFactory(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, prefix + "-" + created.incrementAndGet());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(
                (ended, cause) -> LOG.error("Thread {} ended by an exception", ended.getName(), cause));
        return thread;
    }
}
