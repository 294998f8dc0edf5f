package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/**
 * Header of DELETE_SUBSCRIPTIONGROUP (207).
 *
 * <p>The last is the name that 4.9 clients use for cleanOffset.
 */
public record DeleteSubscriptionGroupRequestHeader(
        @Required String groupName, boolean cleanOffset, boolean removeOffset) implements CommandHeader {}
