/**
 * The clients that are online: which connections belong to which producer and consumer groups, what the groups subscribe to
 * (docs/protocol/semantics.md 7), and the requests by which clients come, stay and go.
 *
 * <p>Threads: heartbeats come on the client executor, ends of connections on event loops, the scan for silent clients on a timer.
 * Each manager has one lock for all changes, which nobody holds for long; readers take none.
 */
package io.cometmq.broker.client;
