package io.cometmq.common.message;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Hosts as records and ids keep them: ip (4 or 16 bytes), port (int32); docs/protocol/message-formats.md 1.1, 5. */
final class HostBytes {
    static final int IPV4_SIZE = 4 + Integer.BYTES;
    static final int IPV6_SIZE = 16 + Integer.BYTES;

    private HostBytes() {}

    static int size(InetSocketAddress host) {
        return host.getAddress().getAddress().length + Integer.BYTES;
    }

    static void put(InetSocketAddress host, ByteBuffer target) {
        target.put(host.getAddress().getAddress()).putInt(host.getPort());
    }

    /**
     * Reads a host at the buffer's position.
     *
     * @throws IllegalArgumentException when the port is out of range
     */
    static InetSocketAddress get(ByteBuffer source, boolean ipv6) {
        byte[] ip = new byte[ipv6 ? 16 : 4];
        source.get(ip);
        int port = source.getInt();
        try {
            return new InetSocketAddress(InetAddress.getByAddress(ip), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are valid lengths of an address", e);
        }
    }
}
