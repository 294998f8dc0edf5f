package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of END_TRANSACTION (37). */
public record EndTransactionRequestHeader(
        String topic,
        @Required String producerGroup,
        @Required long tranStateTableOffset,
        @Required long commitLogOffset,
        @Required int commitOrRollback,
        Boolean fromTransactionCheck,
        @Required String msgId,
        String transactionId,
        String bname)
        implements CommandHeader {}
