package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;

/** Header of NOTIFY_MIN_BROKER_ID_CHANGE (905). */
public record NotifyMinBrokerIdChangeRequestHeader(
        Long minBrokerId, String brokerName, String minBrokerAddr, String offlineBrokerAddr, String haBrokerAddr)
        implements CommandHeader {}
