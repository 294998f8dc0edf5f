package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of CONSUMER_SEND_MSG_BACK (36). */
public record ConsumerSendMsgBackRequestHeader(
        @Required long offset,
        @Required String group,
        @Required int delayLevel,
        String originMsgId,
        String originTopic,
        boolean unitMode,
        Integer maxReconsumeTimes,
        String bname)
        implements CommandHeader {}
