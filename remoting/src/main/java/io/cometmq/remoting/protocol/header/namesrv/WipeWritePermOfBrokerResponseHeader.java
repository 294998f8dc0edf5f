package io.cometmq.remoting.protocol.header.namesrv;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to WIPE_WRITE_PERM_OF_BROKER (205). */
public record WipeWritePermOfBrokerResponseHeader(@Required int wipeTopicCount) implements CommandHeader {}
