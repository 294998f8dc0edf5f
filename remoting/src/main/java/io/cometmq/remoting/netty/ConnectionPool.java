package io.cometmq.remoting.netty;

import io.cometmq.remoting.exception.RemotingConnectException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.rpc.RequestDispatcher;
import io.cometmq.remoting.tls.TlsContexts;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection per address, made by the first who needs it; those who come meanwhile wait for the same. Thread-safe. */
final class ConnectionPool {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);

    private static final long CLOSE_SECONDS = 3;

    private final ConcurrentHashMap<String, CompletableFuture<Connection>> connections = new ConcurrentHashMap<>();
    private final SharedEventLoops loops;
    private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Bootstrap bootstrap;

    /** Null: connections are plain. */
    private final TlsContexts tlsContexts;

    ConnectionPool(
            NettyClientConfig config,
            SharedEventLoops loops,
            RequestDispatcher dispatcher,
            ConnectionListener listener) {
        this.loops = loops;
        tlsContexts = config.tls() == null ? null : TlsContexts.ofClient(config.tls());
        bootstrap = new Bootstrap()
                .group(loops.acquire())
                .channel(Transport.socketChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, false)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, config.connectTimeoutMillis())
                .handler(new PipelineInitializer(
                        config.clientChannelMaxIdleTimeSeconds(),
                        pipeline -> {},
                        () -> new ConnectionHandler(dispatcher, ConnectionPool::lateAnswer, listener)));
        if (config.clientSocketSndBufSize() > 0) {
            bootstrap.option(ChannelOption.SO_SNDBUF, config.clientSocketSndBufSize());
        }
        if (config.clientSocketRcvBufSize() > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, config.clientSocketRcvBufSize());
        }
        if (config.writeBufferHighWaterMark() > 0) {
            bootstrap.option(
                    ChannelOption.WRITE_BUFFER_WATER_MARK,
                    new WriteBufferWaterMark(config.writeBufferLowWaterMark(), config.writeBufferHighWaterMark()));
        }
    }

    private static void lateAnswer(Connection connection, RemotingCommand response) {
        LOG.debug("answer {} of {} dropped: nobody waits for it any more", response.getOpaque(), connection);
    }

    /** The connection to the address when there is a working one, else null. */
    Connection ifOpen(String address) {
        CompletableFuture<Connection> known = connections.get(address);
        if (known == null || !known.isDone() || known.isCompletedExceptionally()) {
            return null;
        }
        Connection connection = known.join();
        return connection.isActive() ? connection : null;
    }

    /** The future fails with {@link RemotingConnectException}. */
    CompletableFuture<Connection> connect(String address) {
        CompletableFuture<Connection> mine = new CompletableFuture<>();
        CompletableFuture<Connection> current =
                connections.compute(address, (key, known) -> usable(known) ? known : mine);
        if (current == mine) {
            open(address, mine);
        }
        return current;
    }

    private static boolean usable(CompletableFuture<Connection> known) {
        return known != null
                && (!known.isDone()
                        || (!known.isCompletedExceptionally() && known.join().isActive()));
    }

    private void open(String address, CompletableFuture<Connection> result) {
        result.whenComplete((connection, failure) -> {
            if (failure != null) {
                connections.remove(address, result);
            }
        });
        InetSocketAddress target;
        try {
            target = parse(address);
        } catch (IllegalArgumentException e) {
            result.completeExceptionally(new RemotingConnectException(address, e));
            return;
        }
        bootstrap.connect(target).addListener((ChannelFuture done) -> {
            if (done.isSuccess()) {
                channels.add(done.channel());
                done.channel().closeFuture().addListener(closed -> connections.remove(address, result));
                secure(address, done.channel(), result);
            } else {
                result.completeExceptionally(new RemotingConnectException(address, done.cause()));
            }
        });
    }

    private void secure(String address, Channel channel, CompletableFuture<Connection> result) {
        if (tlsContexts == null) {
            ready(address, channel, result);
            return;
        }
        tlsContexts
                .get()
                .whenCompleteAsync(
                        (context, failure) -> {
                            if (failure == null) {
                                SslHandler handler = context.newHandler(channel.alloc());
                                channel.pipeline().addFirst(handler);
                                handler.handshakeFuture().addListener(done -> {
                                    if (done.isSuccess()) {
                                        ready(address, channel, result);
                                    } else {
                                        refuse(address, channel, result, done.cause());
                                    }
                                });
                            } else {
                                refuse(address, channel, result, failure.getCause());
                            }
                        },
                        channel.eventLoop());
    }

    private static void refuse(
            String address, Channel channel, CompletableFuture<Connection> result, Throwable reason) {
        channel.close();
        result.completeExceptionally(new RemotingConnectException(address, reason));
    }

    private static void ready(String address, Channel channel, CompletableFuture<Connection> result) {
        ConnectionHandler handler = (ConnectionHandler) channel.pipeline().get(PipelineInitializer.CONNECTION);
        // The channel has just become active; the handler learns of it in the same turn of the loop, or has done so.
        channel.eventLoop().execute(() -> {
            if (handler.connection() == null) {
                result.completeExceptionally(new RemotingConnectException(address));
            } else {
                result.complete(handler.connection());
            }
        });
    }

    /** host:port, where the host may be a name, an IPv4 address or an IPv6 address with or without brackets. */
    static InetSocketAddress parse(String address) {
        int colon = address.lastIndexOf(':');
        if (colon <= 0 || colon == address.length() - 1) {
            throw new IllegalArgumentException("'" + address + "' is not host:port");
        }
        String host = address.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        int port;
        try {
            port = Integer.parseInt(address.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + address + "' is not host:port: the port is no number", e);
        }
        // Resolved by the event loop's resolver at each connect, so that a name that moves is followed.
        return InetSocketAddress.createUnresolved(host, port);
    }

    void close(String address) {
        CompletableFuture<Connection> known = connections.remove(address);
        if (known != null) {
            known.thenAccept(Connection::close);
        }
    }

    void shutdown() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        // What is being connected meanwhile is closed as it joins the others.
        channels.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        loops.release();
    }
}
