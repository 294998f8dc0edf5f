/**
 * Messages on their way in: sends and batches (docs/protocol/semantics.md 2, 4), messages that consumers give back (9), and what a
 * delay level turns a message into (10).
 *
 * <p>Sends run to completion on the event loop that read them: they look topics up in tables that take no lock, and the store never
 * makes them wait. Where the store completes later, its thread hands the answer to the connection. Nothing here keeps state.
 */
package io.cometmq.broker.send;
