package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;

/** Header of EXCHANGE_BROKER_HA_INFO (906). */
public record ExchangeHAInfoRequestHeader(String masterHaAddress, Long masterFlushOffset, String masterAddress)
        implements CommandHeader {}
