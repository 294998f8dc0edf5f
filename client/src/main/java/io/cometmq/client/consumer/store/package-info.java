/**
 * Where a group's progress is kept: with the broker for clustering consumers, in a local file for broadcasting ones
 * (docs/protocol/semantics.md 20).
 */
package io.cometmq.client.consumer.store;
