/**
 * How far each group has consumed each queue: in memory for every pull and commit, in consumerOffset.json every few seconds
 * (docs/protocol/message-formats.md 10), and the requests that ask for it.
 */
package io.cometmq.broker.offset;
