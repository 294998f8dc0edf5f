package io.cometmq.remoting.protocol.body;

import java.util.List;

/** Body of BATCH_ACK_MESSAGE (200151). */
public record BatchAckMessageRequestBody(String brokerName, List<BatchAck> acks) {
    public BatchAckMessageRequestBody {
        acks = acks == null ? List.of() : acks;
    }
}
