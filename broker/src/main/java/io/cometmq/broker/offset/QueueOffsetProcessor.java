package io.cometmq.broker.offset;

import io.cometmq.common.BoundaryType;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.header.GetEarliestMsgStoretimeRequestHeader;
import io.cometmq.remoting.protocol.header.GetEarliestMsgStoretimeResponseHeader;
import io.cometmq.remoting.protocol.header.GetMaxOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.GetMaxOffsetResponseHeader;
import io.cometmq.remoting.protocol.header.GetMinOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.GetMinOffsetResponseHeader;
import io.cometmq.remoting.protocol.header.SearchOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.SearchOffsetResponseHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.store.DefaultMessageStore;
import java.util.Objects;

/** The requests about what a queue holds. An unknown queue is empty (docs/protocol/semantics.md 6). */
public final class QueueOffsetProcessor {
    private final DefaultMessageStore store;

    public QueueOffsetProcessor(DefaultMessageStore store) {
        this.store = store;
    }

    /** SEARCH_OFFSET_BY_TIMESTAMP (29). May read old messages from the disk. */
    public RemotingCommand searchByTime(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        SearchOffsetRequestHeader header = request.decodeCommandCustomHeader(SearchOffsetRequestHeader.class);
        BoundaryType boundary = Objects.requireNonNullElse(header.boundaryType(), BoundaryType.LOWER);
        long offset = store.offsetByTime(header.topic(), header.queueId(), header.timestamp(), boundary);
        return RemotingCommand.success(new SearchOffsetResponseHeader(offset));
    }

    /** GET_MAX_OFFSET (30). Never blocks. */
    public RemotingCommand max(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        GetMaxOffsetRequestHeader header = request.decodeCommandCustomHeader(GetMaxOffsetRequestHeader.class);
        return RemotingCommand.success(
                new GetMaxOffsetResponseHeader(store.maxOffset(header.topic(), header.queueId())));
    }

    /** GET_MIN_OFFSET (31). Never blocks. */
    public RemotingCommand min(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        GetMinOffsetRequestHeader header = request.decodeCommandCustomHeader(GetMinOffsetRequestHeader.class);
        return RemotingCommand.success(
                new GetMinOffsetResponseHeader(Math.max(0, store.minOffset(header.topic(), header.queueId()))));
    }

    /** GET_EARLIEST_MSG_STORETIME (32). May read an old message from the disk. */
    public RemotingCommand earliestStoreTime(Exchange exchange, RemotingCommand request)
            throws RemotingCommandException {
        GetEarliestMsgStoretimeRequestHeader header =
                request.decodeCommandCustomHeader(GetEarliestMsgStoretimeRequestHeader.class);
        return RemotingCommand.success(new GetEarliestMsgStoretimeResponseHeader(
                store.earliestStoreTimestamp(header.topic(), header.queueId())));
    }
}
