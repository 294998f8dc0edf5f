package io.cometmq.remoting.protocol.header.namesrv;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of DELETE_TOPIC_IN_NAMESRV (216). */
public record DeleteTopicFromNamesrvRequestHeader(@Required String topic, String clusterName)
        implements CommandHeader {}
