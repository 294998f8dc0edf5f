package io.cometmq.broker.message;

import java.net.InetAddress;

/**
 * The broker's own address, as it is stored in every record and is part of every message's id. The port is that of the main
 * listener, which may be known only once it is bound. Thread-safe.
 */
public final class StoreHost {
    private final InetAddress address;

    /** Replaced as a whole, never changed. */
    private volatile byte[] encoded;

    public StoreHost(InetAddress address, int port) {
        this.address = address;
        this.encoded = Hosts.encode(address, port);
    }

    public void listensOn(int port) {
        encoded = Hosts.encode(address, port);
    }

    /** Not to be changed. */
    public byte[] encoded() {
        return encoded;
    }
}
