package io.cometmq.remoting.netty;

import io.netty.channel.EventLoopGroup;
import java.util.concurrent.TimeUnit;

/** Event loops that the clients of a process share: made with the first client, ended with the last. Thread-safe. */
public final class SharedEventLoops {
    private final int threads;
    private final String threadName;

    /** Guarded by this. Null while nobody uses them. */
    private EventLoopGroup loops;

    /** Guarded by this. */
    private int users;

    public SharedEventLoops(int threads, String threadName) {
        this.threads = threads;
        this.threadName = threadName;
    }

    synchronized EventLoopGroup acquire() {
        if (users++ == 0) {
            loops = Transport.eventLoops(threads, threadName);
        }
        return loops;
    }

    /** Once for each acquire; the last one waits for the threads' end. */
    void release() {
        EventLoopGroup unused;
        synchronized (this) {
            if (--users > 0) {
                return;
            }
            unused = loops;
            loops = null;
        }
        unused.shutdownGracefully(0, 3, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
