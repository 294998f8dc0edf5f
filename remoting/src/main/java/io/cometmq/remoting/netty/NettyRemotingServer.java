package io.cometmq.remoting.netty;

import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.rpc.RequestDispatcher;
import io.cometmq.remoting.rpc.RequestTable;
import io.cometmq.remoting.tls.TlsConfig;
import io.cometmq.remoting.tls.TlsContexts;
import io.cometmq.remoting.tls.TlsMode;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on one or several ports, each with its table of requests. All ports share the event loops; processors registered for the event
 * loop run on them to completion. Thread-safe.
 */
public final class NettyRemotingServer {
    private static final Logger LOG = LoggerFactory.getLogger(NettyRemotingServer.class);

    private final NettyServerConfig config;
    private final TlsMode tlsMode;
    private final TlsContexts tlsContexts;
    private final ConnectionListener listener;
    private final List<RPCHook> hooks = new CopyOnWriteArrayList<>();
    private final EventLoopGroup loops;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /** With the default TLS settings. */
    public NettyRemotingServer(NettyServerConfig config, ConnectionListener listener) {
        this(config, TlsConfig.defaults(), listener);
    }

    public NettyRemotingServer(NettyServerConfig config, TlsConfig tls, ConnectionListener listener) {
        this.config = config;
        this.tlsMode = tls.serverMode();
        this.tlsContexts = TlsContexts.ofServer(tls);
        this.listener = listener;
        int threads = config.serverSelectorThreads() > 0
                ? config.serverSelectorThreads()
                : Runtime.getRuntime().availableProcessors();
        this.loops = Transport.eventLoops(threads, "remoting-server");
    }

    public void registerRPCHook(RPCHook hook) {
        hooks.add(hook);
    }

    /**
     * Starts to listen.
     *
     * @param port 0: any free one
     * @return the port
     * @throws IOException when the port cannot be had; the message names it
     */
    public int listen(int port, RequestTable table) throws IOException {
        RequestDispatcher dispatcher = new RequestDispatcher(table, hooks);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(Transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, config.serverSocketBacklog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, false)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childHandler(new PipelineInitializer(
                        config.serverChannelMaxIdleTimeSeconds(),
                        pipeline -> pipeline.addLast(new ProxyProtocolDetector())
                                .addLast(new TlsDetector(tlsMode, tlsContexts)),
                        () -> new ConnectionHandler(dispatcher, NettyRemotingServer::lateAnswer, new Tracking())));
        if (config.serverSocketSndBufSize() > 0) {
            bootstrap.childOption(ChannelOption.SO_SNDBUF, config.serverSocketSndBufSize());
        }
        if (config.serverSocketRcvBufSize() > 0) {
            bootstrap.childOption(ChannelOption.SO_RCVBUF, config.serverSocketRcvBufSize());
        }
        if (config.writeBufferHighWaterMark() > 0) {
            bootstrap.childOption(
                    ChannelOption.WRITE_BUFFER_WATER_MARK,
                    new WriteBufferWaterMark(config.writeBufferLowWaterMark(), config.writeBufferHighWaterMark()));
        }
        return bind(bootstrap, port);
    }

    private int bind(ServerBootstrap bootstrap, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(config.bindAddress(), port);
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + Connection.text(address) + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        Channel channel = bound.channel();
        channels.add(channel);
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private static void lateAnswer(Connection connection, io.cometmq.remoting.protocol.RemotingCommand response) {
        LOG.debug("answer {} of {} dropped: nobody waits for it", response.getOpaque(), connection);
    }

    /** Stops listening, closes every connection and ends the threads; waits for them, a few seconds at most. */
    public void shutdown() {
        channels.close().awaitUninterruptibly(3, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, 3, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    /** Stops listening; connections go on. */
    public void stopListening() {
        channels.close(channel -> channel instanceof io.netty.channel.ServerChannel)
                .awaitUninterruptibly(3, TimeUnit.SECONDS);
    }

    private final class Tracking implements ConnectionListener {
        @Override
        public void opened(Connection connection) {
            connection.joinGroup(channels);
            listener.opened(connection);
        }

        @Override
        public void closed(Connection connection) {
            listener.closed(connection);
        }
    }
}
