package io.cometmq.broker.pop;

import io.cometmq.common.TopicConfig;
import io.cometmq.remoting.protocol.header.PopMessageRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.store.MessageFilter;

/** A pop that passed every check. Immutable but for its exchange. */
record PopRequest(Exchange exchange, PopMessageRequestHeader header, TopicConfig topic, MessageFilter filter) {
    boolean isOrdered() {
        return Boolean.TRUE.equals(header.order());
    }

    /** When the consumer has waited long enough, milliseconds since the epoch. */
    long deadlineMillis() {
        return header.bornTime() + header.pollTime();
    }
}
