package io.cometmq.remoting.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What stands between a socket and its {@link ConnectionHandler}. */
final class PipelineInitializer extends ChannelInitializer<Channel> {
    static final String CONNECTION = "connection";

    /** docs/protocol/remoting.md 1: the limit counts the length field, too. */
    private static final int MAX_FRAME_BYTES =
            Integer.getInteger("com.rocketmq.remoting.frameMaxLength", 16 * 1024 * 1024);

    private final int maxIdleSeconds;
    private final Consumer<ChannelPipeline> transport;
    private final Supplier<ConnectionHandler> handlers;

    /** @param transport adds what makes the frames' bytes out of the socket's: TLS, a proxy's announcement */
    PipelineInitializer(int maxIdleSeconds, Consumer<ChannelPipeline> transport, Supplier<ConnectionHandler> handlers) {
        this.maxIdleSeconds = maxIdleSeconds;
        this.transport = transport;
        this.handlers = handlers;
    }

    @Override
    protected void initChannel(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline().addLast(new SilenceHandler(maxIdleSeconds));
        transport.accept(pipeline);
        pipeline.addLast(new FrameDecoder(MAX_FRAME_BYTES)).addLast(CONNECTION, handlers.get());
    }
}
