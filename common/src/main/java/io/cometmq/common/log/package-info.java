/**
 * Logging that input cannot flood.
 *
 * <p>Thread-safe.
 */
package io.cometmq.common.log;
