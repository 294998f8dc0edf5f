package io.cometmq.remoting.protocol.body;

/** Body of the answer to GET_BROKER_MEMBER_GROUP (901). */
public record GetBrokerMemberGroupResponseBody(BrokerMemberGroup brokerMemberGroup) {}
