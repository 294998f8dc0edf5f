package io.cometmq.broker.client;

import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.protocol.LanguageCode;

/** A client as a member of a group, on one connection. Immutable but for the time of its last heartbeat. */
public final class ClientChannelInfo {
    private final Connection connection;
    private final String clientId;
    private final LanguageCode language;
    private final int version;
    private volatile long lastUpdateMillis;

    public ClientChannelInfo(
            Connection connection, String clientId, LanguageCode language, int version, long nowMillis) {
        this.connection = connection;
        this.clientId = clientId;
        this.language = language;
        this.version = version;
        this.lastUpdateMillis = nowMillis;
    }

    public Connection connection() {
        return connection;
    }

    public String clientId() {
        return clientId;
    }

    public LanguageCode language() {
        return language;
    }

    /** The client's release, as {@link io.cometmq.common.MQVersion} counts. */
    public int version() {
        return version;
    }

    /** When its last heartbeat came, milliseconds since the epoch. */
    public long lastUpdateMillis() {
        return lastUpdateMillis;
    }

    void heardOf(long nowMillis) {
        lastUpdateMillis = nowMillis;
    }

    @Override
    public String toString() {
        return clientId + " at " + connection;
    }
}
