package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of CHECK_TRANSACTION_STATE (39). */
public record CheckTransactionStateRequestHeader(
        String topic,
        @Required long tranStateTableOffset,
        @Required long commitLogOffset,
        String msgId,
        String transactionId,
        String offsetMsgId,
        String bname)
        implements CommandHeader {}
