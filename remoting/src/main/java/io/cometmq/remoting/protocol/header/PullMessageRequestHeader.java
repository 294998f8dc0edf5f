package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of PULL_MESSAGE (11) and LITE_PULL_MESSAGE (361). */
public record PullMessageRequestHeader(
        @Required String consumerGroup,
        @Required String topic,
        @Required int queueId,
        @Required long queueOffset,
        @Required int maxMsgNums,
        @Required int sysFlag,
        @Required long commitOffset,
        @Required long suspendTimeoutMillis,
        String subscription,
        @Required long subVersion,
        String expressionType,
        Integer maxMsgBytes,
        Integer requestSource,
        String proxyFrowardClientId,
        String bname)
        implements CommandHeader {}
