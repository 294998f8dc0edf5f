package io.cometmq.broker.config;

import io.cometmq.common.config.Key;
import io.cometmq.remoting.netty.NettyServerConfig;

/** Where the broker listens, and what it grants a connection, with RocketMQ's names (docs/protocol/config.md). Immutable. */
public record ListenSettings(
        @Key(value = "0.0.0.0", meaning = "The local address to listen on; 0.0.0.0: all of them.", important = true)
        String bindAddress,

        @Key(value = "0", meaning = "Threads that read, answer and write; 0: one per processor.", min = 0, max = 256)
        int serverSelectorThreads,

        @Key(
                value = "120",
                meaning = "A connection without traffic is closed after this time.",
                min = 1,
                max = 86_400,
                unit = "s")
        int serverChannelMaxIdleTimeSeconds,

        @Key(value = "1024", meaning = "Connections that may wait to be accepted.", min = 1, max = 65535)
        int serverSocketBacklog,

        @Key(value = "0", meaning = "Send buffer of a socket; 0: the system's.", min = 0, max = 1 << 30, unit = "bytes")
        int serverSocketSndBufSize,

        @Key(
                value = "0",
                meaning = "Receive buffer of a socket; 0: the system's.",
                min = 0,
                max = 1 << 30,
                unit = "bytes")
        int serverSocketRcvBufSize,

        @Key(
                value = "0",
                meaning = "A connection with more bytes waiting to be written is not read from; 0: the library's.",
                min = 0,
                max = 1 << 30,
                unit = "bytes")
        int writeBufferHighWaterMark,

        @Key(
                value = "0",
                meaning = "It is read from again when no more bytes than these wait; 0: the library's.",
                min = 0,
                max = 1 << 30,
                unit = "bytes")
        int writeBufferLowWaterMark) {
    public ListenSettings {
        if (writeBufferLowWaterMark > writeBufferHighWaterMark) {
            throw new IllegalArgumentException("writeBufferLowWaterMark = " + writeBufferLowWaterMark
                    + " is above writeBufferHighWaterMark = " + writeBufferHighWaterMark);
        }
    }

    /** These settings for a server on that port. */
    public NettyServerConfig onPort(int listenPort) {
        return new NettyServerConfig(
                bindAddress,
                listenPort,
                serverSelectorThreads,
                serverChannelMaxIdleTimeSeconds,
                serverSocketBacklog,
                serverSocketSndBufSize,
                serverSocketRcvBufSize,
                writeBufferHighWaterMark,
                writeBufferLowWaterMark);
    }
}
