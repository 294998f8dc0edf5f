package io.cometmq.remoting.netty;

import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.exception.RemotingSendRequestException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.rpc.RequestDispatcher;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a pipeline, for server and client alike: requests go to the dispatcher, answers to the calls that wait for them. */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);
    private static final RateLimitedLog PEER_FAULTS = new RateLimitedLog(LOG, Duration.ofSeconds(1));

    private final RequestDispatcher dispatcher;
    private final BiConsumer<Connection, RemotingCommand> lateAnswers;
    private final ConnectionListener listener;
    private Connection connection;

    /** Event loop only. Requests read before the peer was found not to take its answers; bounded by one read of the socket. */
    private final Queue<RemotingCommand> deferred = new ArrayDeque<>();

    ConnectionHandler(
            RequestDispatcher dispatcher,
            BiConsumer<Connection, RemotingCommand> lateAnswers,
            ConnectionListener listener) {
        this.dispatcher = dispatcher;
        this.lateAnswers = lateAnswers;
        this.listener = listener;
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        connection = new Connection(context.channel());
        listener.opened(connection);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        RemotingCommand command = (RemotingCommand) message;
        connection.readStarts();
        if (!command.isResponseType()) {
            if (context.channel().isWritable() && deferred.isEmpty()) {
                dispatcher.dispatch(connection, command);
            } else {
                deferred.add(command);
            }
            return;
        }
        // The caller may read the body on any thread at any time: it gets an array of its own.
        command.getBody();
        command.dropBuffer();
        if (!connection.answered(command)) {
            lateAnswers.accept(connection, command);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        connection.readEnds();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        while (context.channel().isWritable() && !deferred.isEmpty()) {
            dispatcher.dispatch(connection, deferred.remove());
        }
        connection.considerReading();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            LOG.info("connection of {} closed: no traffic for too long", connection);
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Throwable reason = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        Object peer = connection == null ? SourceAddress.text(context.channel()) : connection;
        if (reason instanceof RemotingCommandException || reason instanceof HAProxyProtocolException) {
            PEER_FAULTS.warn("connection of {} closed: {}", peer, reason.getMessage());
        } else if (reason instanceof SSLException) {
            PEER_FAULTS.warn("connection of {} closed: TLS: {}", peer, reason.getMessage());
        } else if (reason instanceof IOException) {
            LOG.debug("connection of {} broke: {}", peer, reason.toString());
        } else {
            PEER_FAULTS.warn("connection of {} closed after an error", peer, reason);
        }
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deferred.forEach(RemotingCommand::release);
        deferred.clear();
        if (connection != null) {
            connection.closed(new RemotingSendRequestException(
                    connection.remoteAddress(), new IOException("the connection was closed")));
            listener.closed(connection);
        }
    }
}
