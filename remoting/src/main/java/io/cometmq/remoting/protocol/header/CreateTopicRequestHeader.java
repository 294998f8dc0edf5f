package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of UPDATE_AND_CREATE_TOPIC (17). */
public record CreateTopicRequestHeader(
        @Required String topic,
        @Required String defaultTopic,
        @Required int readQueueNums,
        @Required int writeQueueNums,
        @Required int perm,
        @Required String topicFilterType,
        Integer topicSysFlag,
        @Required boolean order,
        String attributes,
        Boolean force)
        implements CommandHeader {}
