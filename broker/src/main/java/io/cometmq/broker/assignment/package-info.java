/**
 * Which queues a consumer consumes, and how, when it lets the broker decide (docs/protocol/semantics.md 13.6): QUERY_ASSIGNMENT, and the request
 * modes that administrators set for groups and topics.
 *
 * <p>{@link io.cometmq.broker.assignment.QueueAllocation} is a pure function; request modes are changed under one lock, saved, and read
 * without. Routes are asked from the name servers and kept for half a minute.
 */
package io.cometmq.broker.assignment;
