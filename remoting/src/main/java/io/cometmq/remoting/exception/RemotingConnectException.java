package io.cometmq.remoting.exception;

/** No connection to the address could be made. The request has not been sent. */
public class RemotingConnectException extends RemotingException {
    private static final long serialVersionUID = 1L;

    public RemotingConnectException(String address) {
        this(address, null);
    }

    public RemotingConnectException(String address, Throwable cause) {
        super("connect to " + address + " failed", cause);
    }
}
