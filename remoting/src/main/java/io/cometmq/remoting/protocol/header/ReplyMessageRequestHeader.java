package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of PUSH_REPLY_MESSAGE_TO_CLIENT (326). */
public record ReplyMessageRequestHeader(
        @Required String producerGroup,
        @Required String topic,
        @Required String defaultTopic,
        @Required int defaultTopicQueueNums,
        @Required int queueId,
        @Required int sysFlag,
        @Required long bornTimestamp,
        @Required int flag,
        String properties,
        Integer reconsumeTimes,
        boolean unitMode,
        @Required String bornHost,
        @Required String storeHost,
        @Required long storeTimestamp)
        implements CommandHeader {}
