package io.cometmq.client.producer;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.impl.producer.DefaultMQProducerImpl;
import io.cometmq.client.trace.AsyncTraceDispatcher;
import io.cometmq.client.trace.TraceDispatcher;
import io.cometmq.client.trace.hook.EndTransactionTraceHookImpl;
import io.cometmq.client.trace.hook.SendMessageTraceHookImpl;
import io.cometmq.remoting.RPCHook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The traces of one producer, if it is to be traced. */
final class ProducerTrace {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerTrace.class);

    private final RPCHook rpcHook;

    /** Null without traces; set once, at the start. */
    private volatile TraceDispatcher dispatcher;

    ProducerTrace(RPCHook rpcHook) {
        this.rpcHook = rpcHook;
    }

    TraceDispatcher dispatcher() {
        return dispatcher;
    }

    /** When the producer has started. A trace that cannot start does not keep the producer from it. */
    void start(ProducerConfig config, DefaultMQProducerImpl producer) {
        if (!config.isEnableTrace() || dispatcher != null) {
            return;
        }
        TraceDispatcher made = new AsyncTraceDispatcher(
                config.getProducerGroup(),
                TraceDispatcher.Type.PRODUCE,
                config.getTraceMsgBatchNum(),
                config.getTraceTopic(),
                rpcHook);
        try {
            made.start(config.getNamesrvAddr(), config.getAccessChannel());
        } catch (MQClientException e) {
            LOG.warn("sends of group {} are not traced", config.getProducerGroup(), e);
            return;
        }
        producer.registerSendMessageHook(new SendMessageTraceHookImpl(made));
        producer.transactions().addHook(new EndTransactionTraceHookImpl(made));
        dispatcher = made;
    }

    void shutdown() {
        TraceDispatcher ending = dispatcher;
        if (ending != null) {
            ending.shutdown();
        }
    }
}
