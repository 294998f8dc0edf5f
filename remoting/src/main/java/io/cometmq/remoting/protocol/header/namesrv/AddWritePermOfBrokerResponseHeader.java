package io.cometmq.remoting.protocol.header.namesrv;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to ADD_WRITE_PERM_OF_BROKER (327). */
public record AddWritePermOfBrokerResponseHeader(@Required int addTopicCount) implements CommandHeader {}
