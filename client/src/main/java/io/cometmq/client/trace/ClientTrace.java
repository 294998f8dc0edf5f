package io.cometmq.client.trace;

import io.cometmq.client.ClientConfig;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.remoting.RPCHook;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The traces of one producer or consumer, if it is to be traced. Started and ended by its client. */
public final class ClientTrace {
    private static final Logger LOG = LoggerFactory.getLogger(ClientTrace.class);

    private final TraceDispatcher.Type type;
    private final RPCHook rpcHook;

    /** Null without traces; set once, at the start. */
    private volatile TraceDispatcher dispatcher;

    /** @param rpcHook sees the requests that carry traces; null: none */
    public ClientTrace(TraceDispatcher.Type type, RPCHook rpcHook) {
        this.type = type;
        this.rpcHook = rpcHook;
    }

    /** Null when the client is not traced, or not started. */
    public TraceDispatcher dispatcher() {
        return dispatcher;
    }

    /**
     * When the client has started. A trace that cannot start does not keep the client from it.
     *
     * @param hang hangs the hooks that need the dispatcher into the client
     */
    public void start(String group, ClientConfig config, Consumer<TraceDispatcher> hang) {
        if (!config.isEnableTrace() || dispatcher != null) {
            return;
        }
        AsyncTraceDispatcher made =
                new AsyncTraceDispatcher(group, type, config.getTraceMsgBatchNum(), config.getTraceTopic(), rpcHook);
        made.getTraceProducer().setUseTLS(config.isUseTLS());
        made.setNamespaceV2(config.getNamespaceV2());
        try {
            made.start(config.getNamesrvAddr(), config.getAccessChannel());
        } catch (MQClientException e) {
            LOG.warn("group {} is not traced", group, e);
            return;
        }
        hang.accept(made);
        dispatcher = made;
    }

    /** Sends what waits, then ends. */
    public void shutdown() {
        TraceDispatcher ending = dispatcher;
        if (ending != null) {
            ending.shutdown();
        }
    }
}
