package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of GET_BROKER_MEMBER_GROUP (901). */
public record GetBrokerMemberGroupRequestHeader(
        @Required String clusterName, @Required String brokerName) implements CommandHeader {}
