/**
 * From the log to what is derived from it: each appended record is handed, in log order, to the dispatchers (consume
 * queue, index, arrival listener), from memory by the thread that appended it. The log is read again only when memory does
 * not have it: in recovery and after raw appends.
 *
 * <p>One thread dispatches at a time (dispatch lock, never waited for); nothing above the readable position is dispatched.
 */
package io.cometmq.store.dispatch;
