package io.cometmq.remoting.protocol.header.namesrv;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of WIPE_WRITE_PERM_OF_BROKER (205). */
public record WipeWritePermOfBrokerRequestHeader(@Required String brokerName) implements CommandHeader {}
