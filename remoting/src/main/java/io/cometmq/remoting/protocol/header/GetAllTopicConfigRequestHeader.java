package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;

/**
 * Header of GET_ALL_TOPIC_CONFIG (21).
 *
 * <p>Nothing is required: older brokers send no header and want everything at once.
 */
public record GetAllTopicConfigRequestHeader(Integer topicSeq, String dataVersion, Integer maxTopicNum)
        implements CommandHeader {}
