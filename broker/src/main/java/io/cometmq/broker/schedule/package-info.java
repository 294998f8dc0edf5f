/**
 * Delay levels: messages wait in the queues of SCHEDULE_TOPIC_XXXX, one per level, until they are due and are stored again where they
 * belong (docs/protocol/semantics.md 10, docs/protocol/message-formats.md 1.6, 7 rule 3).
 *
 * <p>One thread delivers; it sleeps until the next message is due. It advances a level only behind messages that are stored, so
 * that a message may be delivered twice after a crash, but is never lost and never early.
 */
package io.cometmq.broker.schedule;
