package io.cometmq.remoting.netty;

import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.remoting.tls.TlsContexts;
import io.cometmq.remoting.tls.TlsMode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out at the first byte whether the peer speaks TLS (docs/protocol/remoting.md 7), and leaves the pipeline. The handlers behind
 * it learn only then that the connection is there. Event loop only.
 */
final class TlsDetector extends ByteToMessageDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(TlsDetector.class);
    private static final RateLimitedLog REFUSED = new RateLimitedLog(LOG, Duration.ofSeconds(1));
    private static final int HANDSHAKE_RECORD = 0x16;

    private final TlsMode mode;
    private final TlsContexts contexts;
    private boolean waiting;

    TlsDetector(TlsMode mode, TlsContexts contexts) {
        this.mode = mode;
        this.contexts = contexts;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        // Not before it is known who the peer is and how it speaks.
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!context.channel().config().isAutoRead()) {
            context.read();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (waiting) {
            return;
        }
        boolean tls = in.getUnsignedByte(in.readerIndex()) == HANDSHAKE_RECORD;
        if (mode == (tls ? TlsMode.DISABLED : TlsMode.ENFORCING)) {
            REFUSED.warn(
                    "connection of {} closed: it came {} TLS, tls.server.mode is {}",
                    SourceAddress.text(context.channel()),
                    tls ? "with" : "without",
                    mode);
            in.skipBytes(in.readableBytes());
            context.close();
            return;
        }
        if (!tls) {
            leave(context);
            return;
        }
        waiting = true;
        contexts.get().whenCompleteAsync((ssl, failure) -> withContext(context, ssl, failure), context.executor());
    }

    private static void withContext(ChannelHandlerContext context, SslContext ssl, Throwable failure) {
        if (context.isRemoved()) {
            return;
        }
        if (failure != null) {
            REFUSED.warn(
                    "connection of {} closed: {}",
                    SourceAddress.text(context.channel()),
                    failure.getCause() == null ? failure : failure.getCause().getMessage());
            context.close();
            return;
        }
        context.pipeline().addAfter(context.name(), null, ssl.newHandler(context.alloc()));
        leave(context);
    }

    /** What was read so far goes on to the next handler. */
    private static void leave(ChannelHandlerContext context) {
        context.fireChannelActive();
        context.pipeline().remove(context.handler());
    }
}
