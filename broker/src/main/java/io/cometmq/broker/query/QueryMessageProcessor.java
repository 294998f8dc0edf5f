package io.cometmq.broker.query;

import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.QueryMessageRequestHeader;
import io.cometmq.remoting.protocol.header.QueryMessageResponseHeader;
import io.cometmq.remoting.protocol.header.ViewMessageRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.LogSlice;
import io.cometmq.store.QueryResult;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Messages by log offset and by key; the records go to the network without a copy (docs/protocol/message-formats.md 2, 8). */
public final class QueryMessageProcessor {
    /** Most messages with one unique key that are asked for; RocketMQ's defaultQueryMaxNum. */
    private static final int MAX_OF_UNIQUE_KEY = 32;

    /** Of a query by tag: tags are indexed under this beginning (docs/protocol/message-formats.md 8). */
    private static final String TAG_INDEX = "T";

    private static final String TAG_KEY_PREFIX = "T#";

    private final DefaultMessageStore store;

    public QueryMessageProcessor(DefaultMessageStore store) {
        this.store = store;
    }

    /** VIEW_MESSAGE_BY_ID (33). */
    public RemotingCommand view(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        long physicalOffset = request.decodeCommandCustomHeader(ViewMessageRequestHeader.class)
                .offset();
        Optional<LogSlice> record = store.recordAt(physicalOffset);
        if (record.isEmpty()) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.SYSTEM_ERROR, "can not find message by the offset, " + physicalOffset);
        }
        RemotingCommand response = RemotingCommand.success(null);
        response.setBody(Unpooled.wrappedBuffer(record.get().buffer()), record.get()::close);
        return response;
    }

    /** QUERY_MESSAGE (12): every message whose key has the same hash; the client compares the keys. */
    public RemotingCommand query(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        QueryMessageRequestHeader header = request.decodeCommandCustomHeader(QueryMessageRequestHeader.class);
        boolean unique = Boolean.TRUE.equals(header._UNIQUE_KEY_QUERY());
        QueryResult result = store.queryByKey(
                header.topic(),
                TAG_INDEX.equals(header.indexType()) ? TAG_KEY_PREFIX + header.key() : header.key(),
                unique ? MAX_OF_UNIQUE_KEY : header.maxNum(),
                header.beginTimestamp(),
                header.endTimestamp());
        QueryMessageResponseHeader progress = new QueryMessageResponseHeader(
                result.indexLastUpdateTimestamp(), result.indexLastUpdatePhysicalOffset());
        if (result.records().isEmpty()) {
            result.close();
            RemotingCommand response =
                    RemotingCommand.createResponseCommandWithHeader(ResponseCode.QUERY_NOT_FOUND, progress);
            response.setRemark("can not find message, maybe time range not correct");
            return response;
        }
        RemotingCommand response = RemotingCommand.success(progress);
        ByteBuffer[] buffers = result.records().stream().map(LogSlice::buffer).toArray(ByteBuffer[]::new);
        response.setBody(Unpooled.wrappedBuffer(buffers), result::close);
        return response;
    }
}
