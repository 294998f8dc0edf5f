package io.cometmq.remoting.protocol.body;

import java.util.Map;

/**
 * Body of the answer to GET_ALL_MESSAGE_REQUEST_MODE (402), and content of messageRequestMode.json: by topic and
 * group.
 */
public record MessageRequestModeSerializeWrapper(
        Map<String, Map<String, SetMessageRequestModeRequestBody>> messageRequestModeMap) {
    public MessageRequestModeSerializeWrapper {
        messageRequestModeMap = messageRequestModeMap == null ? Map.of() : messageRequestModeMap;
    }
}
