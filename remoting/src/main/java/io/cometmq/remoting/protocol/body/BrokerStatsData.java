package io.cometmq.remoting.protocol.body;

/** Body of the answer to VIEW_BROKER_STATS_DATA (315). */
public record BrokerStatsData(BrokerStatsItem statsMinute, BrokerStatsItem statsHour, BrokerStatsItem statsDay) {}
