package io.cometmq.remoting.protocol.header.namesrv;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of GET_TOPICS_BY_CLUSTER (224). */
public record GetTopicsByClusterRequestHeader(@Required String cluster) implements CommandHeader {}
