package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of GET_BROKER_CONSUME_STATS (317). */
public record GetConsumeStatsInBrokerHeader(@Required boolean isOrder) implements CommandHeader {}
