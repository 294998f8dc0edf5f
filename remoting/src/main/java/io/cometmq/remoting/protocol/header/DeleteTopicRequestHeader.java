package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of DELETE_TOPIC_IN_BROKER (215). */
public record DeleteTopicRequestHeader(@Required String topic) implements CommandHeader {}
