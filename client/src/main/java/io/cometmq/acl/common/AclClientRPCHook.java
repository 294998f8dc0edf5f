package io.cometmq.acl.common;

import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.protocol.RemotingCommand;
import java.util.SortedMap;
import java.util.TreeMap;

/** Signs every request, so that a broker with access control knows who sent it (docs/protocol/semantics.md 19). Thread-safe. */
public class AclClientRPCHook implements RPCHook {
    private final SessionCredentials sessionCredentials;

    public AclClientRPCHook(SessionCredentials sessionCredentials) {
        this.sessionCredentials = sessionCredentials;
    }

    @Override
    public void doBeforeRequest(String remoteAddr, RemotingCommand request) {
        request.addExtField(SessionCredentials.ACCESS_KEY, sessionCredentials.getAccessKey());
        if (sessionCredentials.getSecurityToken() != null) {
            request.addExtField(SessionCredentials.SECURITY_TOKEN, sessionCredentials.getSecurityToken());
        }
        byte[] content = AclUtils.combineRequestContent(request, parseRequestContent(request));
        request.addExtField(
                SessionCredentials.SIGNATURE, AclUtils.calSignature(content, sessionCredentials.getSecretKey()));
    }

    @Override
    public void doAfterResponse(String remoteAddr, RemotingCommand request, RemotingCommand response) {}

    /** Every field that will be sent, by name. */
    protected SortedMap<String, String> parseRequestContent(RemotingCommand request) {
        return new TreeMap<>(request.getExtFields());
    }

    public SessionCredentials getSessionCredentials() {
        return sessionCredentials;
    }
}
