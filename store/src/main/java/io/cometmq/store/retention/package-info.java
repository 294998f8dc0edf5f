/**
 * Keeping the store within its disk: how full it is, what is refused and what is deleted then (docs/protocol/semantics.md 16).
 */
package io.cometmq.store.retention;
