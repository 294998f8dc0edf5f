package io.cometmq.remoting.protocol.header.namesrv;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of the answer to QUERY_DATA_VERSION (322). */
public record QueryDataVersionResponseHeader(@Required boolean changed) implements CommandHeader {}
