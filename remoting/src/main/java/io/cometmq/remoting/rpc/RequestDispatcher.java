package io.cometmq.remoting.rpc;

import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request to its processor and turns what goes wrong into an answer (docs/protocol/remoting.md 4). Thread-safe. */
public final class RequestDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(RequestDispatcher.class);
    private static final RateLimitedLog FAILURES = new RateLimitedLog(LOG, Duration.ofSeconds(1));

    private final RequestTable table;
    private final List<RPCHook> hooks;

    /** @param hooks a list that may grow while the dispatcher is in use; iteration must be safe */
    public RequestDispatcher(RequestTable table, List<RPCHook> hooks) {
        this.table = table;
        this.hooks = hooks;
    }

    public void dispatch(Connection connection, RemotingCommand request) {
        Exchange exchange = new Exchange(connection, request, hooks);
        RequestTable.Entry entry = table.find(request.getCode());
        if (entry == null) {
            exchange.answer(RemotingCommand.createResponseCommand(
                    ResponseCode.REQUEST_CODE_NOT_SUPPORTED, " request type " + request.getCode() + " not supported"));
        } else if (entry.executor() == null) {
            run(entry.processor(), exchange, request);
        } else {
            handOver(entry, exchange, request);
        }
    }

    private void handOver(RequestTable.Entry entry, Exchange exchange, RemotingCommand request) {
        try {
            entry.executor().execute(() -> run(entry.processor(), exchange, request));
        } catch (RejectedExecutionException e) {
            exchange.answer(RemotingCommand.createResponseCommand(
                    ResponseCode.SYSTEM_BUSY, "[OVERLOAD]system busy, start flow control for a while"));
        }
    }

    private void run(RequestProcessor processor, Exchange exchange, RemotingCommand request) {
        try {
            for (RPCHook hook : hooks) {
                hook.doBeforeRequest(exchange.connection().remoteAddress(), request);
            }
            boolean oneway = request.isOnewayRPC();
            RemotingCommand response = processor.process(exchange, request);
            if (response != null) {
                exchange.answer(response);
            } else if (oneway) {
                exchange.dropAnswer();
            }
        } catch (RemotingCommandException e) {
            exchange.answer(RemotingCommand.createResponseCommand(ResponseCode.SYSTEM_ERROR, e.getMessage()));
        } catch (Throwable e) {
            // whatever it is: a request that nobody answers hangs its client
            FAILURES.warn(
                    "request {} of {} failed",
                    request.getCode(),
                    exchange.connection().remoteAddress(),
                    e);
            exchange.answer(RemotingCommand.createResponseCommand(ResponseCode.SYSTEM_ERROR, describe(e)));
        }
    }

    private static String describe(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return e.getClass().getName() + ": " + e.getMessage() + (trace.length == 0 ? "" : ", " + trace[0]);
    }
}
