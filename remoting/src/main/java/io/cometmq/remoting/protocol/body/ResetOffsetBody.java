package io.cometmq.remoting.protocol.body;

import io.cometmq.common.message.MessageQueue;
import java.util.Map;

/** Body of RESET_CONSUMER_CLIENT_OFFSET (220) and of the answer to INVOKE_BROKER_TO_RESET_OFFSET (222). */
public record ResetOffsetBody(Map<MessageQueue, Long> offsetTable) {
    public ResetOffsetBody {
        offsetTable = offsetTable == null ? Map.of() : offsetTable;
    }
}
