/**
 * Replies of request-reply (docs/protocol/semantics.md 15): a reply is pushed to the producer that asked, over the connection that
 * its heartbeats come on, and kept in the reply topic.
 *
 * <p>Runs on the event loops; keeps no state.
 */
package io.cometmq.broker.reply;
