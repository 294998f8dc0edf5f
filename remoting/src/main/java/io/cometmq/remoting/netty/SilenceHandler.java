package io.cometmq.remoting.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Tells when nothing has moved on a connection for a while, in either direction. It looks a few times within that while instead of
 * taking a promise for each write, as Netty's own handler does. Event loop only.
 */
final class SilenceHandler extends ChannelDuplexHandler {
    /** The silence is noticed late by at most one of these parts. */
    private static final int LOOKS = 8;

    private final long periodMillis;
    private boolean moved;
    private int silentLooks;
    private Future<?> nextLook;

    SilenceHandler(int maxIdleSeconds) {
        this.periodMillis = Math.max(1, TimeUnit.SECONDS.toMillis(maxIdleSeconds) / LOOKS);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        schedule(context);
        context.fireChannelActive();
    }

    private void schedule(ChannelHandlerContext context) {
        nextLook = context.executor().schedule(() -> look(context), periodMillis, TimeUnit.MILLISECONDS);
    }

    private void look(ChannelHandlerContext context) {
        silentLooks = moved ? 0 : silentLooks + 1;
        moved = false;
        if (silentLooks >= LOOKS) {
            silentLooks = 0;
            context.fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT);
        }
        if (context.channel().isActive()) {
            schedule(context);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        moved = true;
        context.fireChannelReadComplete();
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        moved = true;
        context.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        nextLook.cancel(false);
        context.fireChannelInactive();
    }
}
