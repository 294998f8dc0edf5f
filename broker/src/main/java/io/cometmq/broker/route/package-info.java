/**
 * Tells the name servers about this broker and its topics (docs/protocol/semantics.md 3). Each name server is served independently of
 * the others and without a thread that waits: one that does not answer delays nobody.
 */
package io.cometmq.broker.route;
