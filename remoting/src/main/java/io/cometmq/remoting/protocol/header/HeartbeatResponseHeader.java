package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;

/**
 * Header of the answer to HEART_BEAT (34).
 *
 * @param IS_SUPPORT_HEART_BEAT_V2 whether later heartbeats may leave the subscriptions out
 * @param IS_SUB_CHANGE whether the client has to send its subscriptions again
 */
@SuppressWarnings("MemberName") // the names on the wire
public record HeartbeatResponseHeader(boolean IS_SUPPORT_HEART_BEAT_V2, boolean IS_SUB_CHANGE)
        implements CommandHeader {}
