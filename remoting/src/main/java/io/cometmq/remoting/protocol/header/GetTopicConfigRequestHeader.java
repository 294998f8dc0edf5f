package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of GET_TOPIC_CONFIG (351). */
public record GetTopicConfigRequestHeader(@Required String topic) implements CommandHeader {}
