package io.cometmq.client.rpchook;

import io.cometmq.common.MixAll;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.protocol.RemotingCommand;

/** Marks every request as one of a stream (docs/protocol/remoting.md 10: {@code ReqT}). */
public class StreamTypeRPCHook implements RPCHook {
    private static final String STREAM = "0";

    @Override
    public void doBeforeRequest(String remoteAddr, RemotingCommand request) {
        request.addExtField(MixAll.REQ_T, STREAM);
    }

    @Override
    public void doAfterResponse(String remoteAddr, RemotingCommand request, RemotingCommand response) {}
}
