package io.cometmq.remoting.netty;

import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.exception.RemotingConnectException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.exception.RemotingSendRequestException;
import io.cometmq.remoting.exception.RemotingTimeoutException;
import io.cometmq.remoting.exception.RemotingTooMuchRequestException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.rpc.RequestDispatcher;
import io.cometmq.remoting.rpc.RequestTable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls other processes by address. One connection per address, made on first use; the address {@code null} means "the name server"
 * (docs/protocol/remoting.md 6). Thread-safe. No method may be called on the client's own event loop but {@link #invoke}.
 */
public final class NettyRemotingClient {
    private static final Logger LOG = LoggerFactory.getLogger(NettyRemotingClient.class);

    private final NettyClientConfig config;
    private final List<RPCHook> hooks = new CopyOnWriteArrayList<>();
    private final ConnectionPool connections;
    private final NameServers nameServers = new NameServers();
    private final Semaphore inFlight;

    /** @param requests what the other side may ask us on our connections */
    public NettyRemotingClient(NettyClientConfig config, RequestTable requests, ConnectionListener listener) {
        this(config, requests, listener, new SharedEventLoops(config.clientWorkerThreads(), "remoting-client"));
    }

    /** @param loops whose threads are shared with the other clients that have them, whatever the config says of threads */
    public NettyRemotingClient(
            NettyClientConfig config, RequestTable requests, ConnectionListener listener, SharedEventLoops loops) {
        this.config = config;
        this.inFlight = new Semaphore(config.clientAsyncSemaphoreValue());
        this.connections = new ConnectionPool(config, loops, new RequestDispatcher(requests, List.of()), listener);
    }

    public void registerRPCHook(RPCHook hook) {
        if (!hooks.contains(hook)) {
            hooks.add(hook);
        }
    }

    /** Replaces the list of name servers; the one in use stays in use when it is on the new list. */
    public void updateNameServerAddressList(List<String> addresses) {
        nameServers.update(addresses);
    }

    public List<String> getNameServerAddressList() {
        return nameServers.addresses();
    }

    /**
     * Calls and waits for the answer.
     *
     * @param address null: the name server, the next one when the one in use does not answer
     * @throws RemotingConnectException no connection; the request was not sent
     * @throws RemotingSendRequestException the connection ended before the answer
     * @throws RemotingTimeoutException no answer in time
     */
    public RemotingCommand invokeSync(String address, RemotingCommand request, long timeoutMillis)
            throws InterruptedException, RemotingException {
        long start = System.nanoTime();
        if (address != null) {
            return await(address, invoke(address, request, timeoutMillis), timeoutMillis);
        }
        RemotingException last = new RemotingConnectException("the name server: none is configured");
        // Each name server once: they know the same, so the next one may answer what the last one could not.
        for (int left = nameServers.addresses().size(); left > 0; left--) {
            String server = nameServers.current();
            long spent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            if (spent >= timeoutMillis && spent > 0) {
                break;
            }
            try {
                return await(server, invoke(server, request, timeoutMillis - spent), timeoutMillis - spent);
            } catch (RemotingException e) {
                LOG.info("name server {} does not answer, trying the next one: {}", server, e.getMessage());
                nameServers.failed(server);
                last = e;
            }
        }
        throw last;
    }

    private RemotingCommand await(String address, CompletableFuture<RemotingCommand> answer, long timeoutMillis)
            throws InterruptedException, RemotingException {
        try {
            // The call ends by itself at its deadline; the longer wait here is for an event loop that has died.
            return answer.get(timeoutMillis + config.connectTimeoutMillis() + 1000L, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RemotingTimeoutException
                    && config.clientCloseSocketIfTimeout()
                    && timeoutMillis > 100) {
                connections.close(address);
            }
            throw asRemoting(address, e.getCause());
        } catch (TimeoutException e) {
            throw new RemotingTimeoutException(address, timeoutMillis, e);
        }
    }

    /** What a failed call's cause is to the caller. */
    public static RemotingException asRemoting(String address, Throwable cause) {
        return cause instanceof RemotingException remoting
                ? remoting
                : new RemotingSendRequestException(address, cause);
    }

    /**
     * Calls without waiting. The future is completed on an event loop: what depends on it must not block there. It fails with a
     * {@link RemotingException}.
     *
     * @param address null: the name server in use
     */
    public CompletableFuture<RemotingCommand> invoke(String address, RemotingCommand request, long timeoutMillis) {
        String target = address == null ? nameServers.current() : address;
        if (target == null) {
            request.release();
            return CompletableFuture.failedFuture(new RemotingConnectException("the name server: none is configured"));
        }
        if (!inFlight.tryAcquire()) {
            request.release();
            return CompletableFuture.failedFuture(new RemotingTooMuchRequestException("invoke " + target + ": "
                    + config.clientAsyncSemaphoreValue() + " calls are waiting for their answers"));
        }
        CompletableFuture<RemotingCommand> answer;
        try {
            for (RPCHook hook : hooks) {
                hook.doBeforeRequest(target, request);
            }
            Connection open = connections.ifOpen(target);
            answer = open != null
                    ? open.call(request, timeoutMillis)
                    : connections.connect(target).thenCompose(connection -> connection.call(request, timeoutMillis));
        } catch (RuntimeException e) {
            inFlight.release();
            request.release();
            return CompletableFuture.failedFuture(new RemotingSendRequestException(target, e));
        }
        return answer.handle((response, failure) -> {
            inFlight.release();
            if (failure != null) {
                throw new java.util.concurrent.CompletionException(asRemoting(target, unwrap(failure)));
            }
            for (RPCHook hook : hooks) {
                hook.doAfterResponse(target, request, response);
            }
            return response;
        });
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof java.util.concurrent.CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    /** Sends a request that has no answer; waits for the connection, but not for the write. */
    public void invokeOneway(String address, RemotingCommand request, long timeoutMillis)
            throws InterruptedException, RemotingException {
        String target = address == null ? nameServers.current() : address;
        if (target == null) {
            throw new RemotingConnectException("the name server: none is configured");
        }
        request.markOnewayRPC();
        for (RPCHook hook : hooks) {
            hook.doBeforeRequest(target, request);
        }
        Connection open = connections.ifOpen(target);
        if (open == null) {
            try {
                open = connections.connect(target).get(timeoutMillis, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw asRemoting(target, e.getCause());
            } catch (TimeoutException e) {
                throw new RemotingConnectException(target, e);
            }
        }
        open.oneway(request);
    }

    /** Whether there is a connection to the address now. */
    public boolean isConnected(String address) {
        return connections.ifOpen(address) != null;
    }

    /** Closes every connection, and ends the threads that no other client uses. Waiting calls fail. */
    public void shutdown() {
        connections.shutdown();
    }
}
