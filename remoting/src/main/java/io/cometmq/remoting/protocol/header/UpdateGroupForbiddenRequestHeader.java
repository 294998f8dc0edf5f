package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of UPDATE_AND_GET_GROUP_FORBIDDEN (353). */
public record UpdateGroupForbiddenRequestHeader(
        @Required String group, @Required String topic, Boolean readable) implements CommandHeader {}
