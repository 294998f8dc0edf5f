/**
 * Where a consumer group starts.
 *
 * <p>Facts: docs/protocol/semantics.md 6.
 */
package io.cometmq.common.consumer;
