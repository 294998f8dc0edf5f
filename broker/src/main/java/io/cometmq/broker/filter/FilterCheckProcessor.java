package io.cometmq.broker.filter;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.body.CheckClientRequestBody;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.remoting.rpc.RequestProcessor;

/** CHECK_CLIENT_CONFIG (46): whether the broker can filter by a subscription's expression, asked before a consumer starts. */
public final class FilterCheckProcessor implements RequestProcessor {
    private final MessageFilters filters;

    public FilterCheckProcessor(MessageFilters filters) {
        this.filters = filters;
    }

    @Override
    public RemotingCommand process(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        SubscriptionData subscription = request.getBody() == null
                ? null
                : JsonBody.read(request, CheckClientRequestBody.class).subscriptionData();
        try {
            if (subscription != null) {
                filters.check(subscription);
            }
            return RemotingCommand.success(null);
        } catch (FilterRefusedException e) {
            return RemotingCommand.createResponseCommand(e.code(), e.getMessage());
        }
    }
}
