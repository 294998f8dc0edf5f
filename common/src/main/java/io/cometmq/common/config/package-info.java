/**
 * Configuration declared once per key: loading, checking, printing and documenting come from the declaration.
 *
 * <p>Loaded once at start by one thread; loaded records are immutable.
 */
package io.cometmq.common.config;
