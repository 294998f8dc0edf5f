package io.cometmq.remoting.protocol.body;

/** A statistic over a span: sum, rate per second, average per call. */
public record BrokerStatsItem(long sum, double tps, double avgpt) {}
