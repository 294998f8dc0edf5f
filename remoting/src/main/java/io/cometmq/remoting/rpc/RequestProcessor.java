package io.cometmq.remoting.rpc;

import io.cometmq.remoting.protocol.RemotingCommand;

/** Carries out the requests of one family. Called by the event loop or by the executor it was registered with; must be thread-safe. */
@FunctionalInterface
public interface RequestProcessor {
    /**
     * Carries out one request.
     *
     * @return the answer; or null when it comes later through {@link Exchange#answer} or, for a one-way request, not at all
     * @throws Exception answered as SYSTEM_ERROR with the exception's text; a {@code RemotingCommandException} is the caller's fault
     *     and not logged as ours
     */
    RemotingCommand process(Exchange exchange, RemotingCommand request) throws Exception;
}
