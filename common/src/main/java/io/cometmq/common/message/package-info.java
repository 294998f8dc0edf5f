/**
 * Messages, their ids, their properties and their record encoding.
 *
 * <p>A message belongs to one thread at a time. Formats: docs/protocol/message-formats.md 1-6.
 */
package io.cometmq.common.message;
