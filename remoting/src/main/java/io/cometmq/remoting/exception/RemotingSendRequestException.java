package io.cometmq.remoting.exception;

/** The request could not be written to the connection; whether the peer has seen a part of it is unknown. */
public class RemotingSendRequestException extends RemotingException {
    private static final long serialVersionUID = 1L;

    public RemotingSendRequestException(String address) {
        this(address, null);
    }

    public RemotingSendRequestException(String address, Throwable cause) {
        super("send request to " + address + " failed", cause);
    }
}
