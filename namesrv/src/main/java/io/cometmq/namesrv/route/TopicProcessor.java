package io.cometmq.namesrv.route;

import io.cometmq.common.json.Json;
import io.cometmq.common.json.JsonException;
import io.cometmq.namesrv.config.NamesrvConfig;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.TopicList;
import io.cometmq.remoting.protocol.header.namesrv.AddWritePermOfBrokerRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.AddWritePermOfBrokerResponseHeader;
import io.cometmq.remoting.protocol.header.namesrv.DeleteTopicFromNamesrvRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.GetTopicsByClusterRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.RegisterTopicRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.WipeWritePermOfBrokerRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.WipeWritePermOfBrokerResponseHeader;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import io.cometmq.remoting.rpc.Exchange;
import java.util.Set;
import java.util.function.Supplier;

/** Answers what concerns topics as a whole: their lists (206, 224, 304, 311 to 313), write permission (205, 327), 216 and 217. */
public final class TopicProcessor {
    private final RouteInfoManager routes;
    private final Supplier<NamesrvConfig> config;

    public TopicProcessor(RouteInfoManager routes, Supplier<NamesrvConfig> config) {
        this.routes = routes;
        this.config = config;
    }

    public RemotingCommand listAll(Exchange exchange, RemotingCommand request) {
        return config.get().enableAllTopicList()
                ? list(routes.snapshot().topics().keys())
                : disabled("enableAllTopicList");
    }

    public RemotingCommand listOfCluster(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        GetTopicsByClusterRequestHeader header =
                request.decodeCommandCustomHeader(GetTopicsByClusterRequestHeader.class);
        return config.get().enableTopicList()
                ? list(RouteView.topicsOfCluster(routes.snapshot(), header.cluster()))
                : disabled("enableTopicList");
    }

    public RemotingCommand listSystem(Exchange exchange, RemotingCommand request) {
        RouteTable table = routes.snapshot();
        return body(new TopicList(RouteView.systemTopics(table), RouteView.anyAddress(table)));
    }

    public RemotingCommand listUnit(Exchange exchange, RemotingCommand request) {
        return config.get().enableTopicList()
                ? list(RouteView.unitTopics(routes.snapshot()))
                : disabled("enableTopicList");
    }

    public RemotingCommand listUnitSub(Exchange exchange, RemotingCommand request) {
        return config.get().enableTopicList()
                ? list(RouteView.unitSubTopics(routes.snapshot()))
                : disabled("enableTopicList");
    }

    public RemotingCommand listUnitSubUnUnit(Exchange exchange, RemotingCommand request) {
        return config.get().enableTopicList()
                ? list(RouteView.unitSubUnUnitTopics(routes.snapshot()))
                : disabled("enableTopicList");
    }

    private static RemotingCommand list(Set<String> topics) {
        return body(new TopicList(topics, null));
    }

    private static RemotingCommand body(Object content) {
        RemotingCommand answer = RemotingCommand.success(null);
        answer.setBody(Json.toJsonBytes(content));
        return answer;
    }

    private static RemotingCommand disabled(String key) {
        return RemotingCommand.createResponseCommand(
                ResponseCode.SYSTEM_ERROR, "disable: this name server is configured with " + key + "=false");
    }

    public RemotingCommand wipeWritePerm(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        WipeWritePermOfBrokerRequestHeader header =
                request.decodeCommandCustomHeader(WipeWritePermOfBrokerRequestHeader.class);
        return RemotingCommand.success(
                new WipeWritePermOfBrokerResponseHeader(routes.wipeWritePerm(header.brokerName())));
    }

    public RemotingCommand addWritePerm(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        AddWritePermOfBrokerRequestHeader header =
                request.decodeCommandCustomHeader(AddWritePermOfBrokerRequestHeader.class);
        return RemotingCommand.success(
                new AddWritePermOfBrokerResponseHeader(routes.addWritePerm(header.brokerName())));
    }

    public RemotingCommand delete(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        DeleteTopicFromNamesrvRequestHeader header =
                request.decodeCommandCustomHeader(DeleteTopicFromNamesrvRequestHeader.class);
        String cluster = header.clusterName();
        routes.deleteTopic(header.topic(), cluster == null || cluster.isBlank() ? null : cluster);
        return RemotingCommand.success(null);
    }

    public RemotingCommand register(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        RegisterTopicRequestHeader header = request.decodeCommandCustomHeader(RegisterTopicRequestHeader.class);
        TopicRouteData route;
        try {
            route = Json.fromJson(request.getBody(), TopicRouteData.class);
        } catch (JsonException e) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.SYSTEM_ERROR,
                    "the route of topic " + header.topic() + " cannot be read: " + e.getMessage());
        }
        routes.registerTopic(header.topic(), route.queueDatas());
        return RemotingCommand.success(null);
    }
}
