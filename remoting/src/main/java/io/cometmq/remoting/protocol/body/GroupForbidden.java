package io.cometmq.remoting.protocol.body;

/** Body of the answer to UPDATE_AND_GET_GROUP_FORBIDDEN (353). */
public record GroupForbidden(String topic, String group, Boolean readable) {}
