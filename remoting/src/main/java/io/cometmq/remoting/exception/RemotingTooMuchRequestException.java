package io.cometmq.remoting.exception;

/** A limit on calls in flight was reached. The request has not been sent. */
public class RemotingTooMuchRequestException extends RemotingException {
    private static final long serialVersionUID = 1L;

    public RemotingTooMuchRequestException(String message) {
        super(message);
    }
}
