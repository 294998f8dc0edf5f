package io.cometmq.remoting.netty;

import io.cometmq.common.config.Key;

/**
 * How a server listens and what it grants a peer, with RocketMQ's names (docs/protocol/config.md); the port is said when it
 * starts to. Sizes of 0 leave the choice to the system.
 */
public record NettyServerConfig(
        @Key(value = "0.0.0.0", important = true, meaning = "Local address to listen on; 0.0.0.0: all of them.")
        String bindAddress,

        @Key(value = "0", min = 0, max = 128, meaning = "Event loops; 0: one per processor.")
        int serverSelectorThreads,

        @Key(
                value = "120",
                min = 1,
                max = 86_400,
                unit = "s",
                meaning = "A connection without traffic for so long is closed.")
        int serverChannelMaxIdleTimeSeconds,

        @Key(value = "1024", min = 1, meaning = "Connections that wait to be accepted.")
        int serverSocketBacklog,

        @Key(value = "0", min = 0, unit = "bytes", meaning = "Send buffer of a connection; 0: the system's choice.")
        int serverSocketSndBufSize,

        @Key(value = "0", min = 0, unit = "bytes", meaning = "Receive buffer of a connection; 0: the system's choice.")
        int serverSocketRcvBufSize,

        @Key(
                value = "0",
                min = 0,
                unit = "bytes",
                meaning = "Unsent answers above which a connection is not read from; 0: 64 KiB.")
        int writeBufferHighWaterMark,

        @Key(
                value = "0",
                min = 0,
                unit = "bytes",
                meaning = "Unsent answers below which it is read from again; 0: 32 KiB.")
        int writeBufferLowWaterMark) {
    public NettyServerConfig {
        if (writeBufferLowWaterMark > writeBufferHighWaterMark) {
            throw new IllegalArgumentException("writeBufferLowWaterMark=" + writeBufferLowWaterMark
                    + " is above writeBufferHighWaterMark=" + writeBufferHighWaterMark);
        }
    }

    public static NettyServerConfig defaults() {
        return new NettyServerConfig("0.0.0.0", 0, 120, 1024, 0, 0, 0, 0);
    }
}
