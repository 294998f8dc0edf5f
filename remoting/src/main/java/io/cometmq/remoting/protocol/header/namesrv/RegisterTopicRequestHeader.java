package io.cometmq.remoting.protocol.header.namesrv;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of REGISTER_TOPIC_IN_NAMESRV (217). */
public record RegisterTopicRequestHeader(@Required String topic) implements CommandHeader {}
