package io.cometmq.namesrv.route;

import io.cometmq.common.json.Json;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.body.GetBrokerMemberGroupResponseBody;
import io.cometmq.remoting.protocol.header.GetBrokerMemberGroupRequestHeader;
import io.cometmq.remoting.rpc.Exchange;

/** Answers which brokers there are: all of them (106), those of a group (901). */
public final class ClusterProcessor {
    private final RouteInfoManager routes;

    public ClusterProcessor(RouteInfoManager routes) {
        this.routes = routes;
    }

    public RemotingCommand clusterInfo(Exchange exchange, RemotingCommand request) {
        return body(RouteView.clusterInfo(routes.snapshot()));
    }

    public RemotingCommand memberGroup(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        GetBrokerMemberGroupRequestHeader header =
                request.decodeCommandCustomHeader(GetBrokerMemberGroupRequestHeader.class);
        return body(new GetBrokerMemberGroupResponseBody(
                RouteView.memberGroup(routes.snapshot(), header.clusterName(), header.brokerName())));
    }

    private static RemotingCommand body(Object content) {
        RemotingCommand answer = RemotingCommand.success(null);
        answer.setBody(Json.toJsonBytes(content));
        return answer;
    }
}
