package io.cometmq.broker.admin;

import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.rpc.Exchange;
import java.util.concurrent.CompletableFuture;

/** The answer to a change: sent when the change is on disk, by whichever thread wrote it. */
final class SavedAnswer {
    private SavedAnswer() {}

    /** Null, as a processor returns when its answer comes later. */
    static RemotingCommand after(CompletableFuture<Void> saved, Exchange exchange) {
        saved.whenComplete((done, failure) -> exchange.answer(
                failure == null
                        ? RemotingCommand.success(null)
                        : RemotingCommand.createResponseCommand(
                                ResponseCode.SYSTEM_ERROR,
                                "the change is in force, but could not be written to disk: " + failure.getMessage())));
        return null;
    }
}
