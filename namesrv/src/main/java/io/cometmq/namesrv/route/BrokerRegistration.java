package io.cometmq.namesrv.route;

import io.cometmq.common.TopicConfig;
import io.cometmq.remoting.protocol.DataVersion;
import java.util.List;
import java.util.Map;

/**
 * What a broker says of itself when it registers.
 *
 * @param haServerAddr where its slaves replicate from
 * @param timeoutMillis after how long a silence it wants to be taken for gone
 * @param zoneName null when it told none
 * @param topics by name
 * @param connection the connection it came on
 */
public record BrokerRegistration(
        String cluster,
        String brokerName,
        long brokerId,
        String address,
        String haServerAddr,
        long timeoutMillis,
        boolean enableActingMaster,
        String zoneName,
        DataVersion dataVersion,
        Map<String, TopicConfig> topics,
        List<String> filterServers,
        Object connection) {
    /** docs/protocol/semantics.md 3: for brokers that do not say. */
    public static final long DEFAULT_TIMEOUT_MILLIS = 120_000;

    BrokerAddress broker() {
        return new BrokerAddress(cluster, address);
    }
}
