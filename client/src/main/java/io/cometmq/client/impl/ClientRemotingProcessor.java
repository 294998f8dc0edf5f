package io.cometmq.client.impl;

import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.header.NotifyConsumerIdsChangedRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.remoting.rpc.RequestTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What brokers ask of a client. Codes without an entry here are answered with "not supported" by the remoting layer.
 * Everything runs on an event loop and must not block.
 */
public final class ClientRemotingProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(ClientRemotingProcessor.class);

    private final Runnable rebalanceImmediately;

    /** @param rebalanceImmediately must return at once */
    public ClientRemotingProcessor(Runnable rebalanceImmediately) {
        this.rebalanceImmediately = rebalanceImmediately;
    }

    /** Code, and who answers it. */
    public RequestTable table() {
        return new RequestTable().onEventLoop(RequestCode.NOTIFY_CONSUMER_IDS_CHANGED, this::consumerIdsChanged);
    }

    /** One-way: members of a group came or went (docs/protocol/semantics.md 7). */
    private RemotingCommand consumerIdsChanged(Exchange exchange, RemotingCommand request)
            throws RemotingCommandException {
        LOG.info(
                "consumers of group {} changed, says broker {}",
                request.decodeCommandCustomHeader(NotifyConsumerIdsChangedRequestHeader.class)
                        .consumerGroup(),
                exchange.connection().remoteAddress());
        rebalanceImmediately.run();
        return null;
    }
}
