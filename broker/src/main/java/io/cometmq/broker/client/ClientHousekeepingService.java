package io.cometmq.broker.client;

import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.netty.ConnectionListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes clients out of their groups when their connection ends, and ends the connections of those that are silent
 * (docs/protocol/semantics.md 7).
 */
public final class ClientHousekeepingService implements ConnectionListener {
    /** How often {@link #scan} is to run. */
    public static final long SCAN_PERIOD_MILLIS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(ClientHousekeepingService.class);

    private final ConsumerManager consumers;
    private final ProducerManager producers;
    private final long expiryMillis;
    private final LongSupplier clockMillis;

    /** @param expiryMillis a client without a heartbeat for so long is taken for gone */
    public ClientHousekeepingService(
            ConsumerManager consumers, ProducerManager producers, long expiryMillis, LongSupplier clockMillis) {
        this.consumers = consumers;
        this.producers = producers;
        this.expiryMillis = expiryMillis;
        this.clockMillis = clockMillis;
    }

    @Override
    public void closed(Connection connection) {
        producers.closed(connection);
        consumers.closed(connection);
    }

    /** Looks for silent clients once. */
    public void scan() {
        long since = clockMillis.getAsLong() - expiryMillis;
        Map<Connection, ClientChannelInfo> silent = new LinkedHashMap<>();
        consumers.silentSince(since).forEach(client -> silent.put(client.connection(), client));
        producers.silentSince(since).forEach(client -> silent.put(client.connection(), client));
        silent.forEach((connection, client) -> {
            LOG.info("{} has not been heard of for {} ms: its connection is closed", client, expiryMillis);
            closed(connection);
            connection.close();
        });
    }
}
