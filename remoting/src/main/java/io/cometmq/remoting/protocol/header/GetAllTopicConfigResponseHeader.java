package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to GET_ALL_TOPIC_CONFIG (21). */
public record GetAllTopicConfigResponseHeader(@Required int totalTopicNum) implements CommandHeader {}
