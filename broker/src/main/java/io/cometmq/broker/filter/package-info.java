/**
 * Which messages of a queue a group gets (docs/protocol/semantics.md 14): filters that the store applies while it reads, and that
 * decide whether a new message wakes a waiting pull.
 *
 * <p>Filters are immutable.
 */
package io.cometmq.broker.filter;
