package io.cometmq.remoting.exception;

/** No answer came in time; whether the peer has carried out the request is unknown. */
public class RemotingTimeoutException extends RemotingException {
    private static final long serialVersionUID = 1L;

    public RemotingTimeoutException(String message) {
        super(message);
    }

    public RemotingTimeoutException(String address, long timeoutMillis) {
        this(address, timeoutMillis, null);
    }

    public RemotingTimeoutException(String address, long timeoutMillis, Throwable cause) {
        super("wait response on the channel " + address + " timeout, " + timeoutMillis + "ms", cause);
    }
}
