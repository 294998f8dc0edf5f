package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of RESET_CONSUMER_CLIENT_OFFSET (220) and INVOKE_BROKER_TO_RESET_OFFSET (222). */
public record ResetOffsetRequestHeader(
        @Required String group,
        @Required String topic,
        Integer queueId,
        Long offset,
        @Required long timestamp,
        @Required boolean isForce)
        implements CommandHeader {}
