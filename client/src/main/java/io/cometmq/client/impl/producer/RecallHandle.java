package io.cometmq.client.impl.producer;

import io.cometmq.client.exception.MQClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a broker gives for a timer message so that it can be recalled: Base64 (URL alphabet) of {@code v1 topic broker time key},
 * as RocketMQ 5.4 makes it.
 */
record RecallHandle(String topic, String brokerName) {
    private static final String VERSION = "v1";

    /** @throws MQClientException when the text is no handle */
    static RecallHandle parse(String handle) throws MQClientException {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(handle), StandardCharsets.UTF_8).split(" ", -1);
            if (parts.length == 5 && parts[0].equals(VERSION)) {
                return new RecallHandle(parts[1], parts[2]);
            }
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new MQClientException("recall handle is invalid: " + handle, e);
        }
        throw new MQClientException("recall handle is invalid: " + handle, null);
    }
}
