package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to NOTIFICATION (200054). */
public record NotificationResponseHeader(@Required boolean hasMsg, boolean pollingFull) implements CommandHeader {}
