/**
 * What looks wrong, for the people who run the broker and its clients (docs/protocol/extensions.md 1): clients of a group with different
 * subscriptions, queues that are stuck behind a message, topics that are asked for and do not exist. Each has a detector that is
 * told or looks by itself, costs nothing on the way of a message, remembers a limited number of findings and logs new ones; {@link
 * io.cometmq.broker.diagnosis.DiagnosisProcessor} answers with all of them.
 *
 * <p>Everything here is thread-safe.
 */
package io.cometmq.broker.diagnosis;
