package io.cometmq.remoting.netty;

/**
 * How a server listens and what it grants a peer. Sizes of 0 leave the choice to the system.
 *
 * @param serverSelectorThreads event loops; 0: one per processor
 * @param serverChannelMaxIdleTimeSeconds a connection without traffic is closed after this time
 */
public record NettyServerConfig(
        String bindAddress,
        int listenPort,
        int serverSelectorThreads,
        int serverChannelMaxIdleTimeSeconds,
        int serverSocketBacklog,
        int serverSocketSndBufSize,
        int serverSocketRcvBufSize,
        int writeBufferHighWaterMark,
        int writeBufferLowWaterMark) {
    public static NettyServerConfig onPort(int listenPort) {
        return new NettyServerConfig("0.0.0.0", listenPort, 0, 120, 1024, 0, 0, 0, 0);
    }
}
