/**
 * Named daemon threads.
 *
 * <p>Thread-safe.
 */
package io.cometmq.common.concurrent;
