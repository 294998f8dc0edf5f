/**
 * Consume queues: for each (topic, queue id) the list of 20-byte entries that point into the commit log
 * (docs/protocol/message-formats.md 7).
 *
 * <p>A queue at rest costs one small object: no thread, no mapped region, no open file. New entries collect in a small heap
 * buffer ({@code TailUnits}), which readers at the tail are served from; one thread ({@code ConsumeQueueFlusher}) writes
 * the buffers of all queues to their files in groups, with pwrite through a bounded cache of open files
 * ({@code ChannelCache}), and drops them when the queue falls silent.
 *
 * <pre>
 *  unit:  | 8 physical offset | 4 record size | 8 tags code |
 *  queue: [ min .. persisted ) in files, [ tail.first .. max ) in memory, tail.first &lt;= persisted
 * </pre>
 *
 * <p>Appends come from one thread at a time (dispatch lock); a queue's monitor guards its buffer and is never held during
 * file access.
 */
package io.cometmq.store.queue;
