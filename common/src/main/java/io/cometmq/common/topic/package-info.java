/**
 * Which topic and group names are valid, and which topics belong to the system.
 *
 * <p>Pure functions. Facts: docs/protocol/semantics.md 1.
 */
package io.cometmq.common.topic;
