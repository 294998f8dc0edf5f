/**
 * Named daemon threads, how they sleep and how they end.
 *
 * <p>Thread-safe.
 */
package io.cometmq.common.concurrent;
