/**
 * Reading messages: by queue, by offset, by time, by key. Nothing is copied: what is handed out are views of the mapped
 * log, which hold their file. All thread-safe, on the caller's thread.
 */
package io.cometmq.store.read;
