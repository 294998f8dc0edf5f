/**
 * CometMQ common words: topics, groups, versions, well-known names.
 *
 * <p>No I/O and no network; everything here is immutable or confined to its owner.
 */
package io.cometmq.common;
