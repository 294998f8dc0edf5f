package io.cometmq.remoting.protocol.header.namesrv;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/**
 * Header of REGISTER_BROKER (103).
 *
 * <p>The last is an extra field of brokers in zones (docs/protocol/remoting.md 10).
 */
@SuppressWarnings("MemberName") // the names on the wire
public record RegisterBrokerRequestHeader(
        @Required String brokerName,
        @Required String brokerAddr,
        @Required String clusterName,
        @Required String haServerAddr,
        @Required long brokerId,
        Long heartbeatTimeoutMillis,
        Boolean enableActingMaster,
        boolean compressed,
        Integer bodyCrc32,
        String __ZONE_NAME)
        implements CommandHeader {}
