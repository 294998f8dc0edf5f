package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of CONSUME_MESSAGE_DIRECTLY (309). */
public record ConsumeMessageDirectlyResultRequestHeader(
        @Required String consumerGroup,
        String clientId,
        String msgId,
        String brokerName,
        String topic,
        Integer topicSysFlag,
        Integer groupSysFlag)
        implements CommandHeader {}
