/**
 * The commit log: fixed-size mapped files, the record layout, and appending.
 *
 * <pre>
 * caller threads          append lock (one at a time)             allocator thread
 *   prepare (size, CRC,     write every waiting append into         creates and maps
 *   tag, key hashes)   -->  the mapped file, assign offsets    &lt;--  the next file ahead
 *   offer, tryLock          publish magic and position
 * </pre>
 *
 * <p>A caller never waits: who gets the lock writes what all others have offered. Records become valid by their total size
 * and magic, which are written last, so that the death of the process leaves no half record that looks whole.
 *
 * <p>Layout: docs/protocol/message-formats.md 1.
 */
package io.cometmq.store.log;
