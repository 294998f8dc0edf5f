package io.cometmq.client.rpchook;

import io.cometmq.client.ClientConfig;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.protocol.RemotingCommand;

/** Sends the namespace as fields of its own (docs/protocol/remoting.md 10: {@code ns}, {@code nsd}). */
public class NamespaceRpcHook implements RPCHook {
    private final ClientConfig clientConfig;

    public NamespaceRpcHook(ClientConfig clientConfig) {
        this.clientConfig = clientConfig;
    }

    @Override
    public void doBeforeRequest(String remoteAddr, RemotingCommand request) {
        String namespace = clientConfig.getNamespaceV2();
        if (namespace != null && !namespace.isEmpty()) {
            request.addExtField("nsd", "true");
            request.addExtField("ns", namespace);
        }
    }

    @Override
    public void doAfterResponse(String remoteAddr, RemotingCommand request, RemotingCommand response) {}
}
