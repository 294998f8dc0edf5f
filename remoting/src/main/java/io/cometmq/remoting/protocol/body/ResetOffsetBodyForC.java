package io.cometmq.remoting.protocol.body;

import java.util.List;

/** Body of RESET_CONSUMER_CLIENT_OFFSET (220) for C++ clients. */
public record ResetOffsetBodyForC(List<MessageQueueForC> offsetTable) {
    public ResetOffsetBodyForC {
        offsetTable = offsetTable == null ? List.of() : offsetTable;
    }
}
