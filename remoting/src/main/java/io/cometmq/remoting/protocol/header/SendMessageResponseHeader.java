package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/**
 * Header of the answer to SEND_MESSAGE (10) and SEND_MESSAGE_V2 (310) and SEND_BATCH_MESSAGE (320) and SEND_REPLY_MESSAGE (324) and SEND_REPLY_MESSAGE_V2 (325).
 *
 * <p>The last two are extra fields of every answer: the region and whether the message is to be traced.
 */
@SuppressWarnings("MemberName") // the names on the wire
public record SendMessageResponseHeader(
        @Required String msgId,
        @Required int queueId,
        @Required long queueOffset,
        String transactionId,
        String batchUniqId,
        String recallHandle,
        String MSG_REGION,
        String TRACE_ON)
        implements CommandHeader {}
