package io.cometmq.namesrv.server;

import io.cometmq.common.concurrent.BoundedPool;
import io.cometmq.common.concurrent.NamedThreadFactory;
import io.cometmq.common.config.LoadedConfig;
import io.cometmq.common.file.StateFile;
import io.cometmq.namesrv.config.KvConfigManager;
import io.cometmq.namesrv.config.KvConfigProcessor;
import io.cometmq.namesrv.config.NamesrvConfigManager;
import io.cometmq.namesrv.config.NamesrvConfigProcessor;
import io.cometmq.namesrv.route.BrokerRegistrationProcessor;
import io.cometmq.namesrv.route.ClusterProcessor;
import io.cometmq.namesrv.route.RouteInfoManager;
import io.cometmq.namesrv.route.RouteProcessor;
import io.cometmq.namesrv.route.TopicProcessor;
import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.remoting.netty.NettyRemotingServer;
import io.cometmq.remoting.netty.NettyServerConfig;
import io.cometmq.remoting.rpc.RequestTable;
import io.cometmq.remoting.tls.TlsConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the parts of a name server, starts them and stops them. {@link #start} and {@link #shutdown} once each, by one thread. */
public final class NamesrvController {
    private static final Logger LOG = LoggerFactory.getLogger(NamesrvController.class);

    /** Requests that wait for their turn; more are answered with SYSTEM_BUSY. */
    private static final int MAX_WAITING_REQUESTS = 10_000;

    private final String bindAddress;
    private final int listenPort;
    private final long scanIntervalMillis;
    private final RouteInfoManager routes;
    private final BoundedPool registrations = new BoundedPool("namesrv-register", 1, MAX_WAITING_REQUESTS);
    private final BoundedPool admin = new BoundedPool("namesrv-admin", 1, MAX_WAITING_REQUESTS);
    /** Connections that end while the name server stops need no work any more: what comes then is discarded. */
    private final ScheduledExecutorService eviction = new ScheduledThreadPoolExecutor(
            1, new NamedThreadFactory("namesrv-eviction"), new ThreadPoolExecutor.DiscardPolicy());

    private final NettyRemotingServer server;
    private final RequestTable table;

    /**
     * Builds the parts.
     *
     * @param loaded settings with {@code NamesrvConfig} and {@link NettyServerConfig}
     * @throws IOException when the kept values or the TLS settings cannot be read
     */
    public NamesrvController(LoadedConfig loaded) throws IOException {
        LongSupplier clockMillis = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        NamesrvConfigManager config = new NamesrvConfigManager(loaded);
        KvConfigManager kvConfig =
                KvConfigManager.load(new StateFile(Path.of(config.current().kvConfigPath())));
        NettyServerConfig netty = loaded.get(NettyServerConfig.class);
        bindAddress = netty.bindAddress();
        listenPort = config.current().listenPort();
        scanIntervalMillis = config.current().scanNotActiveBrokerInterval();
        routes = new RouteInfoManager(clockMillis);
        server = new NettyRemotingServer(netty, TlsConfig.load(System::getProperty), new BrokerConnections());
        table = new NamesrvRequestTable(
                        new RouteProcessor(routes, kvConfig, config::current, clockMillis),
                        new BrokerRegistrationProcessor(routes, kvConfig, config::current),
                        new TopicProcessor(routes, config::current),
                        new ClusterProcessor(routes),
                        new KvConfigProcessor(kvConfig),
                        new NamesrvConfigProcessor(config),
                        registrations,
                        admin)
                .table();
    }

    /**
     * Starts to serve.
     *
     * @return the port
     * @throws IOException when the port cannot be had; the message names it
     */
    public int start() throws IOException {
        int port = listen();
        eviction.scheduleWithFixedDelay(
                this::evictSilent, scanIntervalMillis, scanIntervalMillis, TimeUnit.MILLISECONDS);
        LOG.info("name server listens on {}:{}", bindAddress, port);
        return port;
    }

    private int listen() throws IOException {
        try {
            return server.listen(listenPort, table);
        } catch (IOException e) {
            throw new IOException(
                    e.getMessage() + "; stop the process that listens there, or choose another port with listenPort",
                    e);
        }
    }

    private void evictSilent() {
        try {
            routes.evictSilent();
        } catch (RuntimeException e) {
            LOG.error("looking for silent brokers failed; it is tried again", e);
        }
    }

    /** Ends connections, then threads. */
    public void shutdown() {
        server.shutdown();
        eviction.shutdownNow();
        registrations.shutdownNow();
        admin.shutdownNow();
        LOG.info("name server has stopped");
    }

    /** A broker is gone with its connection. The work is not done on the event loop, which must not wait. */
    private final class BrokerConnections implements ConnectionListener {
        @Override
        public void closed(Connection connection) {
            eviction.execute(() -> routes.connectionClosed(connection));
        }
    }
}
