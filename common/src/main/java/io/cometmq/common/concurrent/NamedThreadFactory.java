package io.cometmq.common.concurrent;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads named {@code prefix-1}, {@code prefix-2}, ...; what ends one by surprise is logged. Thread-safe. */
public final class NamedThreadFactory implements ThreadFactory {
    private static final Logger LOG = LoggerFactory.getLogger(NamedThreadFactory.class);

    private final String prefix;
    private final boolean daemons;
    private final AtomicInteger created = new AtomicInteger();

    /** Of daemons. */
    public NamedThreadFactory(String prefix) {
        this(prefix, true);
    }

    /** @param daemons false: the process goes on while one of the threads does */
    public NamedThreadFactory(String prefix, boolean daemons) {
        this.prefix = prefix;
        this.daemons = daemons;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, prefix + "-" + created.incrementAndGet());
        thread.setDaemon(daemons);
        thread.setUncaughtExceptionHandler(
                (ended, cause) -> LOG.error("Thread {} ended by an exception", ended.getName(), cause));
        return thread;
    }
}
