package io.cometmq.tools.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.common.json.Json;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.remoting.netty.NettyRemotingServer;
import io.cometmq.remoting.netty.NettyServerConfig;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.ClusterInfo;
import io.cometmq.remoting.protocol.body.KVTable;
import io.cometmq.remoting.protocol.body.TopicList;
import io.cometmq.remoting.protocol.body.TopicOffset;
import io.cometmq.remoting.protocol.body.TopicStatsTable;
import io.cometmq.remoting.protocol.header.SendMessageResponseHeader;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.route.QueueData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import io.cometmq.remoting.rpc.RequestProcessor;
import io.cometmq.remoting.rpc.RequestTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that is a name server and broker-a at once: it gives fixed answers and remembers what it was told. */
final class FakeCluster implements AutoCloseable {
    private final NettyRemotingServer server =
            new NettyRemotingServer(NettyServerConfig.defaults(), ConnectionListener.NONE);
    private final Queue<Map<String, String>> told = new ConcurrentLinkedQueue<>();
    private final int port;
    private volatile boolean failing;

    FakeCluster() throws IOException, InterruptedException {
        RequestTable table = new RequestTable();
        RequestProcessor route =
                (exchange, request) -> request.getExtField("topic").equals("T")
                        ? body(route())
                        : RemotingCommand.createResponseCommand(
                                ResponseCode.TOPIC_NOT_EXIST,
                                "No topic route info for the topic: " + request.getExtField("topic"));
        RequestProcessor remember = (exchange, request) -> {
            told.add(Map.copyOf(request.getExtFields()));
            return RemotingCommand.success((CommandHeader) null);
        };
        table.onEventLoop(RequestCode.GET_ROUTEINFO_BY_TOPIC, route);
        table.onEventLoop(
                RequestCode.GET_ALL_TOPIC_LIST_FROM_NAMESERVER,
                (exchange, request) -> body(new TopicList(Set.of("T", "U"), null)));
        table.onEventLoop(RequestCode.GET_BROKER_CLUSTER_INFO, (exchange, request) -> body(cluster()));
        table.onEventLoop(RequestCode.GET_BROKER_RUNTIME_INFO, (exchange, request) -> body(figures()));
        table.onEventLoop(
                RequestCode.GET_TOPIC_STATS_INFO,
                (exchange, request) -> failing
                        ? RemotingCommand.createResponseCommand(ResponseCode.SYSTEM_ERROR, "not now")
                        : body(stats()));
        table.onEventLoop(RequestCode.UPDATE_AND_CREATE_TOPIC, remember);
        table.onEventLoop(RequestCode.SEND_MESSAGE_V2, (exchange, request) -> {
            told.add(Map.of(
                    "topic", request.getExtField("b"),
                    "properties", request.getExtField("i"),
                    "body", new String(request.getBody(), UTF_8)));
            return RemotingCommand.success(new SendMessageResponseHeader(
                    "7F00000100002A9F0000000000000000",
                    Integer.parseInt(request.getExtField("e")),
                    7,
                    null,
                    null,
                    null,
                    null,
                    null));
        });
        port = server.listen(0, table);
    }

    private static RemotingCommand body(Object value) {
        RemotingCommand answer = RemotingCommand.success((CommandHeader) null);
        answer.setBody(Json.toJsonBytes(value));
        return answer;
    }

    /** Whether figures of topics are refused. */
    void fail(boolean whether) {
        failing = whether;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** The header fields of the next request that changed something; null when there was none. */
    Map<String, String> told() {
        return told.poll();
    }

    private BrokerData broker() {
        return new BrokerData("C1", "broker-a", Map.of(0L, address()), null, false);
    }

    private ClusterInfo cluster() {
        return new ClusterInfo(Map.of("broker-a", broker()), Map.of("C1", Set.of("broker-a")));
    }

    private TopicRouteData route() {
        return new TopicRouteData(null, List.of(new QueueData("broker-a", 2, 2, 6, 0)), List.of(broker()), null);
    }

    private static KVTable figures() {
        return new KVTable(Map.of(
                "brokerVersionDesc", "V5_4_0",
                "putTps", "12.5 3.0 1.0",
                "sendThreadPoolQueueSize", "2",
                "commitLogDiskRatio", "0.25",
                "brokerActive", "true"));
    }

    private static TopicStatsTable stats() {
        return new TopicStatsTable(
                0.5,
                Map.of(
                        new MessageQueue("T", "broker-a", 1), new TopicOffset(3, 9, 0),
                        new MessageQueue("T", "broker-a", 0), new TopicOffset(0, 4, 0)));
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
