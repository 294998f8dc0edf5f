package io.cometmq.client.impl;

import io.cometmq.client.ClientConfig;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.netty.SharedEventLoops;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The client instances of this process, one per client id: clients with the same id share connections, routes and threads.
 * The one piece of state that is the process's; an instance leaves it with the last of its clients. Thread-safe.
 */
public final class MQClientManager {
    private static final MQClientManager INSTANCE = new MQClientManager();

    /** More than these no client of applications keeps busy. */
    private static final int MAX_IO_THREADS = 4;

    /** However many instances there are, their connections share these threads. */
    private final SharedEventLoops loops =
            new SharedEventLoops(Math.min(MAX_IO_THREADS, Runtime.getRuntime().availableProcessors()), "MQClientNetty");

    private final ConcurrentHashMap<String, Shared> instances = new ConcurrentHashMap<>();

    /** An instance and the number of clients that hold it. */
    private record Shared(MQClientInstance instance, int holders) {
        Shared plus(int change) {
            return new Shared(instance, holders + change);
        }
    }

    private MQClientManager() {}

    public static MQClientManager getInstance() {
        return INSTANCE;
    }

    /**
     * The instance of the config's client id, made when there is none. Who gets it holds it until {@link #release}; the
     * first one's config and hook are the instance's.
     *
     * @param rpcHook sees every request; null: none
     */
    public MQClientInstance acquire(ClientConfig config, RPCHook rpcHook) {
        return instances
                .compute(
                        config.buildMQClientId(),
                        (id, shared) -> shared == null
                                ? new Shared(new MQClientInstance(config.cloneClientConfig(), id, rpcHook, loops), 1)
                                : shared.plus(1))
                .instance();
    }

    /** Ends the hold of one client; the instance ends with the last. */
    public void release(MQClientInstance instance) {
        Shared left = instances.computeIfPresent(
                instance.getClientId(), (id, shared) -> shared.holders() == 1 ? null : shared.plus(-1));
        if (left == null) {
            instance.shutdown();
        }
    }

    /** Number of instances that are held. */
    public int size() {
        return instances.size();
    }
}
