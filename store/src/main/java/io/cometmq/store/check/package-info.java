/**
 * Checking a store directory offline, ours or RocketMQ's: every record, queue entry, index entry and the checkpoint. Reads
 * only; whoever wants to repair opens the store, whose recovery does.
 */
package io.cometmq.store.check;
