/**
 * Routes: which brokers have which queues of a topic.
 *
 * <p>Immutable. Facts: docs/protocol/semantics.md 3, docs/protocol/remoting.md 9.
 */
package io.cometmq.remoting.protocol.route;
