/**
 * What the JSON files in a broker's config directory look like, so that the broker and the check of a store tell a damaged one from a
 * sound one by the same rules. Immutable, thread-safe.
 */
package io.cometmq.common.state;
