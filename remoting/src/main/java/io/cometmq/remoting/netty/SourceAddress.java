package io.cometmq.remoting.netty;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;

/** Who is at the other end: whom a proxy named (docs/protocol/remoting.md 8), else the socket's peer. Stateless. */
final class SourceAddress {
    private static final AttributeKey<InetSocketAddress> ANNOUNCED = AttributeKey.valueOf("proxy_protocol_source");

    private SourceAddress() {}

    static void set(Channel channel, InetSocketAddress announced) {
        channel.attr(ANNOUNCED).set(announced);
    }

    static String text(Channel channel) {
        return Connection.text(of(channel));
    }

    static InetSocketAddress of(Channel channel) {
        InetSocketAddress announced = channel.attr(ANNOUNCED).get();
        return announced == null ? (InetSocketAddress) channel.remoteAddress() : announced;
    }
}
