package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of VIEW_BROKER_STATS_DATA (315). */
public record ViewBrokerStatsDataRequestHeader(
        @Required String statsName, @Required String statsKey) implements CommandHeader {}
