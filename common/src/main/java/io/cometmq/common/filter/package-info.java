/**
 * Types of subscription expressions.
 *
 * <p>Facts: docs/protocol/request-codes.md.
 */
package io.cometmq.common.filter;
