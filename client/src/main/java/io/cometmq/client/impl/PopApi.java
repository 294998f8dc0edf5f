package io.cometmq.client.impl;

import io.cometmq.client.consumer.AckResult;
import io.cometmq.client.consumer.AckStatus;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.json.Json;
import io.cometmq.common.message.MessageQueueAssignment;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.netty.NettyRemotingClient;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.QueryAssignmentRequestBody;
import io.cometmq.remoting.protocol.body.QueryAssignmentResponseBody;
import io.cometmq.remoting.protocol.header.AckMessageRequestHeader;
import io.cometmq.remoting.protocol.header.ChangeInvisibleTimeRequestHeader;
import io.cometmq.remoting.protocol.header.ChangeInvisibleTimeResponseHeader;
import io.cometmq.remoting.protocol.header.PopMessageRequestHeader;
import io.cometmq.remoting.protocol.header.PopMessageResponseHeader;
import io.cometmq.remoting.protocol.pop.PopHandle;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The calls of a consumer that pops (docs/protocol/semantics.md 13). Futures fail with a {@link RemotingException} or an {@link MQBrokerException};
 * they are completed on an event loop. Thread-safe.
 */
public final class PopApi {
    private final NettyRemotingClient client;

    public PopApi(NettyRemotingClient client) {
        this.client = client;
    }

    private interface Reader<T> {
        T read(RemotingCommand response) throws MQBrokerException, RemotingCommandException;
    }

    private <T> CompletableFuture<T> call(
            String address, int code, CommandHeader header, long timeoutMillis, Reader<T> reader) {
        RemotingCommand request = RemotingCommand.createRequestCommand(code, header);
        return client.invoke(address, request, timeoutMillis).thenApply(response -> {
            try {
                return reader.read(response);
            } catch (MQBrokerException | RemotingCommandException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static MQBrokerException refused(String address, RemotingCommand response) {
        return new MQBrokerException(response.getCode(), response.getRemark(), address);
    }

    public CompletableFuture<PopReply> pop(String address, PopMessageRequestHeader header, long timeoutMillis) {
        return call(address, RequestCode.POP_MESSAGE, header, timeoutMillis, response -> {
            int code = response.getCode();
            if (code != ResponseCode.SUCCESS
                    && code != ResponseCode.POLLING_FULL
                    && code != ResponseCode.POLLING_TIMEOUT
                    && code != ResponseCode.PULL_NOT_FOUND) {
                throw refused(address, response);
            }
            return new PopReply(
                    code, response.decodeCommandCustomHeader(PopMessageResponseHeader.class), response.getBody());
        });
    }

    public CompletableFuture<AckResult> acknowledge(
            String address, AckMessageRequestHeader header, long timeoutMillis) {
        return call(
                address, RequestCode.ACK_MESSAGE, header, timeoutMillis, response -> result(address, response, null));
    }

    /** The result has the handle from now on. */
    public CompletableFuture<AckResult> changeInvisibleTime(
            String address, ChangeInvisibleTimeRequestHeader header, long timeoutMillis) {
        return call(address, RequestCode.CHANGE_MESSAGE_INVISIBLETIME, header, timeoutMillis, response -> {
            ChangeInvisibleTimeResponseHeader changed = response.getCode() == ResponseCode.SUCCESS
                    ? response.decodeCommandCustomHeader(ChangeInvisibleTimeResponseHeader.class)
                    : null;
            AckResult result = result(address, response, changed);
            if (changed != null) {
                result.setExtraInfo(PopHandle.parse(header.extraInfo())
                        .changed(changed.popTime(), changed.invisibleTime(), changed.reviveQid())
                        .text());
            }
            return result;
        });
    }

    private static AckResult result(String address, RemotingCommand response, ChangeInvisibleTimeResponseHeader changed)
            throws MQBrokerException {
        if (response.getCode() != ResponseCode.SUCCESS && response.getCode() != ResponseCode.NO_MESSAGE) {
            throw refused(address, response);
        }
        AckResult result = new AckResult();
        result.setStatus(response.getCode() == ResponseCode.SUCCESS ? AckStatus.OK : AckStatus.NO_EXIST);
        result.setPopTime(changed == null ? 0 : changed.popTime());
        return result;
    }

    /** The queues that a broker assigns to a client; null when it cannot say now, because it does not know the client yet. */
    public Set<MessageQueueAssignment> queryAssignment(
            String address, QueryAssignmentRequestBody query, long timeoutMillis)
            throws RemotingException, InterruptedException, MQBrokerException {
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.QUERY_ASSIGNMENT, null);
        request.setBody(Json.toJsonBytes(query));
        RemotingCommand response = client.invokeSync(address, request, timeoutMillis);
        if (response.getCode() != ResponseCode.SUCCESS) {
            throw refused(address, response);
        }
        Set<MessageQueueAssignment> assigned = Json.fromJson(response.getBody(), QueryAssignmentResponseBody.class)
                .messageQueueAssignments();
        return assigned.isEmpty() ? null : assigned;
    }
}
