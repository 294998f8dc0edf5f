package io.cometmq.client.trace;

import io.cometmq.client.AccessChannel;
import io.cometmq.client.exception.MQClientException;
import java.io.IOException;

/** Takes traces and brings them to the cluster, without delaying those who append. Thread-safe. */
public interface TraceDispatcher {
    /** Whose traces they are. */
    enum Type {
        PRODUCE,
        CONSUME
    }

    void start(String nameSrvAddr, AccessChannel accessChannel) throws MQClientException;

    /**
     * Takes a {@link TraceContext}.
     *
     * @return false when it is dropped because too many wait
     */
    boolean append(Object context);

    /** Waits until what was appended is sent, for some time. */
    void flush() throws IOException;

    void shutdown();
}
