/**
 * Permission bits of topics and brokers.
 *
 * <p>Pure functions. Facts: docs/protocol/message-formats.md 3.
 */
package io.cometmq.common.constant;
