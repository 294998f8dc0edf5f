package io.cometmq.store.timer;

/**
 * Which messages are stored again.
 *
 * @param belowPhysicalOffset those whose records are below this commit log offset
 * @param afterSlot those that are due in later seconds
 */
record Roll(long belowPhysicalOffset, long afterSlot) {}
