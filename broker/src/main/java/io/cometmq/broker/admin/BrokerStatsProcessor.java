package io.cometmq.broker.admin;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.broker.stats.BrokerStatsManager;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.BrokerStatsData;
import io.cometmq.remoting.protocol.header.ViewBrokerStatsDataRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.remoting.rpc.RequestProcessor;

/** VIEW_BROKER_STATS_DATA (315): one statistic over the last minute, hour and day. */
public final class BrokerStatsProcessor implements RequestProcessor {
    private final BrokerStatsManager stats;

    public BrokerStatsProcessor(BrokerStatsManager stats) {
        this.stats = stats;
    }

    @Override
    public RemotingCommand process(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        ViewBrokerStatsDataRequestHeader header =
                request.decodeCommandCustomHeader(ViewBrokerStatsDataRequestHeader.class);
        BrokerStatsData data = stats.find(header.statsName(), header.statsKey());
        return data == null
                ? RemotingCommand.createResponseCommand(
                        ResponseCode.SYSTEM_ERROR,
                        "The stats <" + header.statsName() + "> <" + header.statsKey() + "> not exist")
                : JsonBody.answer(data);
    }
}
