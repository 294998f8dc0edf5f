/**
 * Figures of what the broker does, for the people who run it and their tools (docs/protocol/semantics.md 22).
 *
 * <p>{@link io.cometmq.broker.stats.BrokerStatsManager} counts messages by topic, group and queue. The way of a message only adds to
 * counters: by queue, found by names that are hashed already. A timer takes samples every 10 seconds; sums, rates and averages of the
 * last minute, hour and day are made of these when somebody asks. {@link io.cometmq.broker.stats.Throughput} does the same with the
 * store's own counters. The number of things that are told apart is limited, and what was idle for a day is forgotten.
 */
package io.cometmq.broker.stats;
