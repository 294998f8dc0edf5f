package io.cometmq.broker.lock;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.body.LockBatchRequestBody;
import io.cometmq.remoting.protocol.body.LockBatchResponseBody;
import io.cometmq.remoting.protocol.body.UnlockBatchRequestBody;
import io.cometmq.remoting.rpc.Exchange;
import java.util.Set;

/** The requests by which ordered consumers claim their queues (docs/protocol/semantics.md 8). */
public final class LockProcessor {
    private final RebalanceLockManager locks;

    public LockProcessor(RebalanceLockManager locks) {
        this.locks = locks;
    }

    /** LOCK_BATCH_MQ (41): answers which of the queues the client holds now. */
    public RemotingCommand lock(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        LockBatchRequestBody body = JsonBody.read(request, LockBatchRequestBody.class);
        Set<MessageQueue> held = body.mqSet().isEmpty()
                ? Set.of()
                : locks.tryLockBatch(required(body.consumerGroup()), body.mqSet(), required(body.clientId()));
        return JsonBody.answer(new LockBatchResponseBody(held));
    }

    /** UNLOCK_BATCH_MQ (42). */
    public RemotingCommand unlock(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        UnlockBatchRequestBody body = JsonBody.read(request, UnlockBatchRequestBody.class);
        if (!body.mqSet().isEmpty()) {
            locks.unlockBatch(required(body.consumerGroup()), body.mqSet(), required(body.clientId()));
        }
        return RemotingCommand.success(null);
    }

    private static String required(String name) throws RemotingCommandException {
        if (name == null) {
            throw new RemotingCommandException("the consumerGroup or the clientId is missing");
        }
        return name;
    }
}
