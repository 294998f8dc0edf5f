package io.cometmq.remoting.rpc;

import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.protocol.RemotingCommand;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * One request and its answer to come. Answered once, by any thread; what comes after the first answer is dropped. The request's body
 * is valid until then.
 */
public final class Exchange {
    private static final VarHandle ANSWERED;

    static {
        try {
            ANSWERED = MethodHandles.lookup().findVarHandle(Exchange.class, "answered", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Connection connection;
    private final RemotingCommand request;
    private final List<io.cometmq.remoting.RPCHook> hooks;
    private final int weight;

    @SuppressWarnings("unused") // through ANSWERED
    private volatile boolean answered;

    public Exchange(Connection connection, RemotingCommand request, List<io.cometmq.remoting.RPCHook> hooks) {
        this.connection = connection;
        this.request = request;
        this.hooks = hooks;
        this.weight = connection.requestCame(request);
    }

    public Connection connection() {
        return connection;
    }

    /** Sends the answer, unless the request is one-way or was answered before; {@code response} is owned by this call. */
    public void answer(RemotingCommand response) {
        if (!ANSWERED.compareAndSet(this, false, true)) {
            response.release();
            return;
        }
        for (io.cometmq.remoting.RPCHook hook : hooks) {
            hook.doAfterResponse(connection.remoteAddress(), request, response);
        }
        boolean oneway = request.isOnewayRPC();
        response.answers(request);
        request.release();
        connection.requestAnswered(weight);
        if (oneway) {
            response.release();
        } else {
            connection.send(response);
        }
    }

    /** Ends the exchange without an answer: for one-way requests, and for those the protocol leaves unanswered. */
    public void dropAnswer() {
        if (ANSWERED.compareAndSet(this, false, true)) {
            request.release();
            connection.requestAnswered(weight);
        }
    }
}
