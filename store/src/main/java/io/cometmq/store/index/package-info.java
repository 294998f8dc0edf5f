/**
 * Finding messages by key: hash table files over the log (docs/protocol/message-formats.md 8).
 *
 * <p>Entries collect in memory ({@code IndexBuffer}) and are written in groups by a background thread, or by a query, which
 * first writes what is waiting and so sees every visible message.
 *
 * <pre>
 *  header (40) | slots: 4 bytes each, newest entry of the hash | entries: 20 bytes each, linked to the previous one
 * </pre>
 */
package io.cometmq.store.index;
