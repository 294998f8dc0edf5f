package io.cometmq.remoting.protocol.header.namesrv;

import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;

/** Header of GET_KVLIST_BY_NAMESPACE (219). */
public record GetKVListByNamespaceRequestHeader(@Required String namespace) implements CommandHeader {}
