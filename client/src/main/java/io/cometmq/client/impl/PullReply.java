package io.cometmq.client.impl;

import io.cometmq.remoting.protocol.header.PullMessageResponseHeader;

/**
 * What a broker answered to a pull.
 *
 * @param code SUCCESS, PULL_NOT_FOUND, PULL_RETRY_IMMEDIATELY or PULL_OFFSET_MOVED
 * @param messages the records one after the other; null when there are none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; decoded in place
public record PullReply(int code, String remark, PullMessageResponseHeader header, byte[] messages) {}
