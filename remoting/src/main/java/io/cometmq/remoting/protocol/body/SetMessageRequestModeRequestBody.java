package io.cometmq.remoting.protocol.body;

import io.cometmq.common.message.MessageRequestMode;

/** Body of SET_MESSAGE_REQUEST_MODE (401). */
public record SetMessageRequestModeRequestBody(
        String topic, String consumerGroup, MessageRequestMode mode, int popShareQueueNum) {
    public SetMessageRequestModeRequestBody {
        mode = mode == null ? MessageRequestMode.PULL : mode;
    }
}
