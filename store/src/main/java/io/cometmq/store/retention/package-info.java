/**
 * Keeping the store within its disk: how full it is, and what happens then (docs/protocol/semantics.md 16).
 */
package io.cometmq.store.retention;
