/**
 * Bringing the log to the disk. One thread forces; under SYNC_FLUSH one force releases every append below it (group
 * commit), under ASYNC_FLUSH it forces in intervals. A force that fails is final for the store.
 */
package io.cometmq.store.flush;
