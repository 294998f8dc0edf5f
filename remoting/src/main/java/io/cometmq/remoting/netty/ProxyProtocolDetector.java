package io.cometmq.remoting.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.ProtocolDetectionState;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.util.List;

/**
 * Finds out whether a proxy announces its client first (docs/protocol/remoting.md 8), and leaves the pipeline. Event loop only.
 */
final class ProxyProtocolDetector extends ByteToMessageDecoder {
    private static final byte TEXT_START = 'P';
    private static final byte BINARY_START = 0x0D;

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        byte first = in.getByte(in.readerIndex());
        ProtocolDetectionState state = first == TEXT_START || first == BINARY_START
                ? HAProxyMessageDecoder.detectProtocol(in).state()
                : ProtocolDetectionState.INVALID;
        if (state == ProtocolDetectionState.NEEDS_MORE_DATA) {
            return;
        }
        if (state == ProtocolDetectionState.DETECTED) {
            context.pipeline().addAfter(context.name(), null, new ProxySourceHandler());
            context.pipeline().addAfter(context.name(), null, new HAProxyMessageDecoder());
        }
        context.pipeline().remove(this);
    }
}
