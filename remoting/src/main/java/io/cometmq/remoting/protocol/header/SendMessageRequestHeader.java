package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of SEND_MESSAGE (10) and SEND_REPLY_MESSAGE (324). */
public record SendMessageRequestHeader(
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
        Boolean unitMode,
        Boolean batch,
        Integer maxReconsumeTimes,
        String bname)
        implements CommandHeader {}
