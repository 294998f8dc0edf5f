package io.cometmq.remoting.netty;

import io.cometmq.remoting.tls.TlsConfig;

/**
 * How a client connects and what it sends at most. Sizes of 0 leave the choice to the system.
 *
 * @param clientWorkerThreads event loops, shared by all connections of the client
 * @param clientOnewaySemaphoreValue one-way requests being written at a time
 * @param clientAsyncSemaphoreValue calls waiting for their answer at a time
 * @param clientCloseSocketIfTimeout whether a connection on which a synchronous call timed out is closed
 * @param tls null: connections are plain
 */
public record NettyClientConfig(
        int clientWorkerThreads,
        int clientOnewaySemaphoreValue,
        int clientAsyncSemaphoreValue,
        int connectTimeoutMillis,
        int clientChannelMaxIdleTimeSeconds,
        int clientSocketSndBufSize,
        int clientSocketRcvBufSize,
        int writeBufferHighWaterMark,
        int writeBufferLowWaterMark,
        boolean clientCloseSocketIfTimeout,
        TlsConfig tls) {
    public static NettyClientConfig defaults() {
        return new NettyClientConfig(1, 65535, 65535, 3000, 120, 0, 0, 0, 0, true, null);
    }

    /** These settings for connections inside TLS; null: for plain ones. */
    public NettyClientConfig withTls(TlsConfig settings) {
        return new NettyClientConfig(
                clientWorkerThreads,
                clientOnewaySemaphoreValue,
                clientAsyncSemaphoreValue,
                connectTimeoutMillis,
                clientChannelMaxIdleTimeSeconds,
                clientSocketSndBufSize,
                clientSocketRcvBufSize,
                writeBufferHighWaterMark,
                writeBufferLowWaterMark,
                clientCloseSocketIfTimeout,
                settings);
    }
}
