package io.cometmq.remoting;

import io.cometmq.remoting.protocol.RemotingCommand;

/** Sees every request and its answer; may add fields to the request's header, for example a signature. Called by many threads. */
public interface RPCHook {
    /** Called before a request is sent (client) or handled (server). An exception refuses the request. */
    void doBeforeRequest(String remoteAddr, RemotingCommand request);

    /** Called when the answer has come (client) or before it's sent (server). */
    void doAfterResponse(String remoteAddr, RemotingCommand request, RemotingCommand response);
}
