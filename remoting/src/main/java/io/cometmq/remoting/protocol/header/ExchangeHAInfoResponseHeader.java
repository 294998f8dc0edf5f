package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;

/** Header of the answer to EXCHANGE_BROKER_HA_INFO (906). */
public record ExchangeHAInfoResponseHeader(String masterHaAddress, Long masterFlushOffset, String masterAddress)
        implements CommandHeader {}
