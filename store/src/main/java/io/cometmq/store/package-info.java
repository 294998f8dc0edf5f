/**
 * The storage engine: one append-only commit log, and what is derived from it (consume queues, index). No network.
 *
 * <p>{@link io.cometmq.store.DefaultMessageStore} is the facade; the other types of this package are what it takes and
 * gives. Everything below it is a capability of its own: {@code log} (segments, record layout, append), {@code flush},
 * {@code dispatch}, {@code queue}, {@code index}, {@code recovery}, {@code retention}.
 *
 * <p>Three positions of the log are told apart everywhere: <em>appended</em> (in the page cache), <em>forced</em> (on the
 * disk) and <em>readable</em> (dispatched to the consume queues: appended under ASYNC_FLUSH, forced under SYNC_FLUSH).
 * Derived data never holds anything above the readable position.
 *
 * <p>File layouts are RocketMQ's own (docs/protocol/message-formats.md 1, 7, 8, 9).
 */
package io.cometmq.store;
