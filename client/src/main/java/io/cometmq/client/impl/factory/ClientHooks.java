package io.cometmq.client.impl.factory;

import io.cometmq.client.ClientConfig;
import io.cometmq.client.rpchook.NamespaceRpcHook;
import io.cometmq.client.rpchook.StreamTypeRPCHook;
import io.cometmq.remoting.RPCHook;
import java.util.ArrayList;
import java.util.List;

/** The hooks that a configuration asks for. */
final class ClientHooks {
    private ClientHooks() {}

    /**
     * In the order in which they see a request. The application's is last: a signature covers what the others have added.
     *
     * @param rpcHook null: none
     */
    static List<RPCHook> of(ClientConfig config, RPCHook rpcHook) {
        List<RPCHook> hooks = new ArrayList<>();
        if (config.isEnableStreamRequestType()) {
            hooks.add(new StreamTypeRPCHook());
        }
        if (config.getNamespaceV2() != null && !config.getNamespaceV2().isBlank()) {
            hooks.add(new NamespaceRpcHook(config));
        }
        if (rpcHook != null) {
            hooks.add(rpcHook);
        }
        return hooks;
    }
}
