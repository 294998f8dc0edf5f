package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;

/**
 * The answer to a message that was stored, as a broker writes it: the fields of {@link SendMessageResponseHeader}, of which nothing
 * is turned into text before it is on the wire.
 *
 * @param storeHost address and port in binary; with the offset it is the message's id (docs/protocol/message-formats.md 5)
 * @param properties array that holds the unique key, which is the transaction's id, in UTF-8
 * @param uniqueKeyLength 0: the message has none
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
public record StoredMessageHeader(
        byte[] storeHost,
        long physicalOffset,
        int queueId,
        long queueOffset,
        byte[] properties,
        int uniqueKeyOffset,
        int uniqueKeyLength,
        String region,
        boolean traceOn)
        implements CommandHeader {}
