package io.cometmq.remoting.protocol.header.namesrv;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/**
 * Header of GET_ROUTEINFO_BY_TOPIC (105).
 *
 * <p>The last two are extra fields of clients in zones (docs/protocol/remoting.md 10).
 */
@SuppressWarnings("MemberName") // the names on the wire
public record GetRouteInfoRequestHeader(
        @Required String topic, Boolean acceptStandardJsonOnly, String __ZONE_NAME, Boolean __ZONE_MODE)
        implements CommandHeader {}
