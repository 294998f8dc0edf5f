package io.cometmq.client.exception;

import io.cometmq.remoting.protocol.ResponseCode;

/** The broker has no offset of this group for the queue (QUERY_NOT_FOUND). */
public class OffsetNotFoundException extends MQBrokerException {
    private static final long serialVersionUID = 1L;

    public OffsetNotFoundException() {
        this(ResponseCode.QUERY_NOT_FOUND, "no offset is stored");
    }

    public OffsetNotFoundException(int responseCode, String errorMessage) {
        super(responseCode, errorMessage);
    }

    public OffsetNotFoundException(int responseCode, String errorMessage, String brokerAddr) {
        super(responseCode, errorMessage, brokerAddr);
    }
}
