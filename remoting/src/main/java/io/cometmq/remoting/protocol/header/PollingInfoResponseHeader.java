package io.cometmq.remoting.protocol.header;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to POLLING_INFO (200055). */
public record PollingInfoResponseHeader(@Required int pollingNum) implements CommandHeader {}
