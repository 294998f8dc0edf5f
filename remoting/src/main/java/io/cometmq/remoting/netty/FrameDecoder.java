package io.cometmq.remoting.netty;

import io.cometmq.remoting.codec.CommandDecoder;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Cuts the stream into frames and decodes each (docs/protocol/remoting.md 1). A frame that cannot be right ends the connection:
 * there is no way to find the next one.
 */
final class FrameDecoder extends ByteToMessageDecoder {
    private static final int LENGTH_BYTES = 4;

    private final int maxFrameBytes;

    /** @param maxFrameBytes the largest frame, its length field included */
    FrameDecoder(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws RemotingCommandException {
        if (in.readableBytes() < LENGTH_BYTES) {
            return;
        }
        int length = in.getInt(in.readerIndex());
        if (length < LENGTH_BYTES || length > maxFrameBytes - LENGTH_BYTES) {
            in.skipBytes(in.readableBytes());
            throw new RemotingCommandException("a frame of " + (length & 0xFFFFFFFFL) + " bytes, allowed are "
                    + LENGTH_BYTES + " to " + (maxFrameBytes - LENGTH_BYTES));
        }
        if (in.readableBytes() < LENGTH_BYTES + length) {
            return;
        }
        in.skipBytes(LENGTH_BYTES);
        out.add(CommandDecoder.decode(in.readSlice(length)));
    }
}
