package io.cometmq.e2e.api;

import io.cometmq.e2e.api.MessagingClient.Incoming;
import java.util.List;

/**
 * Single calls that pop in order, as RocketMQ's proxy makes them for its clients: no push consumer does, because one that listens in
 * order always pulls. Implemented with the calls of the released library. A message's handle is its property POP_CK.
 */
public interface PopApi extends AutoCloseable {
    /** Pops from any queue of the topic; who repeats an attempt gets what it got. */
    List<Incoming> popInOrder(String topic, String group, int max, long invisibleMillis, String attemptId)
            throws Exception;

    void acknowledge(String group, Incoming message) throws Exception;

    /** Lets the message come again after that time. */
    void giveBack(String group, Incoming message, long invisibleMillis) throws Exception;

    /** Messages that could be popped, which stay where they are. */
    List<Incoming> peek(String topic, String group, int max) throws Exception;

    @Override
    void close();
}
