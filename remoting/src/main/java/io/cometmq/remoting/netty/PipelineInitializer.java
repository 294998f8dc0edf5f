package io.cometmq.remoting.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.util.function.Supplier;

/** What stands between a socket and its {@link ConnectionHandler}. */
final class PipelineInitializer extends ChannelInitializer<Channel> {
    static final String CONNECTION = "connection";

    private final int maxIdleSeconds;
    private final int maxFrameBytes;
    private final Supplier<ConnectionHandler> handlers;

    PipelineInitializer(int maxIdleSeconds, int maxFrameBytes, Supplier<ConnectionHandler> handlers) {
        this.maxIdleSeconds = maxIdleSeconds;
        this.maxFrameBytes = maxFrameBytes;
        this.handlers = handlers;
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline()
                .addLast(new SilenceHandler(maxIdleSeconds))
                .addLast(new FrameDecoder(maxFrameBytes))
                .addLast(CONNECTION, handlers.get());
    }
}
