/**
 * Reading messages: by queue, by offset, by time, by key. Recent messages are not copied: what is handed out are views of
 * the mapped log, which hold their file. Old ones are read into buffers within a budget, so that who sends them does not wait for
 * the disk; the caller reads them on threads of its own. All thread-safe, on the caller's thread.
 */
package io.cometmq.store.read;
