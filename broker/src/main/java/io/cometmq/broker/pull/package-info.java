/**
 * Messages on their way out: pulls and the pulls that wait (docs/protocol/semantics.md 5).
 *
 * <p>A pull of recent messages runs to completion on the event loop that read it; one of old messages goes to threads of its own,
 * so that a slow disk delays nobody else. A pull that finds nothing waits without a thread: the arrival of a message, its own
 * deadline or the end of its connection takes it up again, on its connection's event loop. Message bytes go from the mapped log to
 * the socket; the log's files stay mapped until the bytes are written.
 */
package io.cometmq.broker.pull;
