package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/**
 * Header of QUERY_MESSAGE (12).
 *
 * <p>The last is an extra field: whether the key is a unique key (docs/protocol/remoting.md 10).
 */
@SuppressWarnings("MemberName") // the names on the wire
public record QueryMessageRequestHeader(
        @Required String topic,
        @Required String key,
        @Required int maxNum,
        @Required long beginTimestamp,
        @Required long endTimestamp,
        String indexType,
        String lastKey,
        Boolean _UNIQUE_KEY_QUERY)
        implements CommandHeader {}
