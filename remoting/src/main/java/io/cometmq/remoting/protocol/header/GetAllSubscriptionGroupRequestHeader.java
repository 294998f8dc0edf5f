package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;

/**
 * Header of GET_ALL_SUBSCRIPTIONGROUP_CONFIG (201).
 *
 * <p>Nothing is required: older brokers send no header and want everything at once.
 */
public record GetAllSubscriptionGroupRequestHeader(Integer groupSeq, String dataVersion, Integer maxGroupNum)
        implements CommandHeader {}
