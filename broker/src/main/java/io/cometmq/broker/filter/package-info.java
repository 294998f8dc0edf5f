/**
 * Which messages of a queue a group gets (docs/protocol/semantics.md 14): filters that the store applies while it reads, and that
 * decide whether a new message wakes a reader that waits.
 *
 * <p>{@link io.cometmq.broker.filter.MessageFilters} gives a reader its filter, whichever request it reads by; {@link
 * io.cometmq.broker.filter.ConsumerFilterManager} keeps the conditions that heartbeats bring, compiled and on disk; {@link
 * io.cometmq.broker.filter.ConsumerFilterBitMaps} evaluates them ahead when a message is dispatched. Filters are immutable.
 */
package io.cometmq.broker.filter;
