/**
 * The bit sets called sysFlag: of messages, pulls and topics.
 *
 * <p>Pure functions. Facts: docs/protocol/message-formats.md 3.
 */
package io.cometmq.common.sysflag;
