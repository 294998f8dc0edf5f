package io.cometmq.remoting.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import java.net.InetSocketAddress;

/** Notes whom a proxy speaks for, and leaves the pipeline. Event loop only. */
final class ProxySourceHandler extends SimpleChannelInboundHandler<HAProxyMessage> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, HAProxyMessage announced) {
        // A proxy that only looks whether we live names nobody: the connection is its own then.
        if (announced.sourceAddress() != null && announced.sourcePort() > 0) {
            SourceAddress.set(
                    context.channel(), new InetSocketAddress(announced.sourceAddress(), announced.sourcePort()));
        }
        context.pipeline().remove(this);
    }
}
