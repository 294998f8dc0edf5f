package io.cometmq.remoting.protocol.body;

import java.util.Set;

/** Body of the answer to GET_PRODUCER_CONNECTION_LIST (204). */
public record ProducerConnection(Set<Connection> connectionSet) {
    public ProducerConnection {
        connectionSet = connectionSet == null ? Set.of() : connectionSet;
    }
}
