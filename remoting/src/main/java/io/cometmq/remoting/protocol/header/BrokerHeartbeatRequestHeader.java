package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of BROKER_HEARTBEAT (904). */
public record BrokerHeartbeatRequestHeader(
        @Required String clusterName,
        @Required String brokerAddr,
        @Required String brokerName,
        Long brokerId,
        Integer epoch,
        Long maxOffset,
        Long confirmOffset,
        Long heartbeatTimeoutMills,
        Integer electionPriority)
        implements CommandHeader {}
