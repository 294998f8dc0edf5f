package io.cometmq.client.impl;

import io.cometmq.remoting.protocol.header.PopMessageResponseHeader;

/**
 * The answer to a pop as it came.
 *
 * @param messages records; null when there are none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PopReply(int code, PopMessageResponseHeader header, byte[] messages) {}
