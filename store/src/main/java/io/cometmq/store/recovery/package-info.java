/**
 * What makes a directory a store again: the lock, the abort file, the checkpoint, and bringing the log to its last good
 * record and everything derived to the log (docs/protocol/message-formats.md 9, docs/protocol/semantics.md 17).
 *
 * <p>Nothing is trusted: a record counts if its length, magic and CRC hold and it is where it says it is.
 */
package io.cometmq.store.recovery;
