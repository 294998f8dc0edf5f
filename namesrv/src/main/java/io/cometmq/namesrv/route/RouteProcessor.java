package io.cometmq.namesrv.route;

import io.cometmq.common.MQVersion;
import io.cometmq.namesrv.config.KvConfigManager;
import io.cometmq.namesrv.config.NamesrvConfig;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.namesrv.GetRouteInfoRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Answers GET_ROUTEINFO_BY_TOPIC (105) from the current snapshot; never blocks. */
public final class RouteProcessor {
    private final RouteInfoManager routes;
    private final KvConfigManager kvConfig;
    private final Supplier<NamesrvConfig> config;
    private final LongSupplier clockMillis;
    private final long startMillis;
    private final RouteBodyCache bodies = new RouteBodyCache();

    /** @param clockMillis a clock that only goes forward; the wait before the first answers starts now */
    public RouteProcessor(
            RouteInfoManager routes,
            KvConfigManager kvConfig,
            Supplier<NamesrvConfig> config,
            LongSupplier clockMillis) {
        this.routes = routes;
        this.kvConfig = kvConfig;
        this.config = config;
        this.clockMillis = clockMillis;
        this.startMillis = clockMillis.getAsLong();
    }

    public RemotingCommand getRoute(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        GetRouteInfoRequestHeader header = request.decodeCommandCustomHeader(GetRouteInfoRequestHeader.class);
        NamesrvConfig settings = config.get();
        if (isWaiting(settings)) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.SYSTEM_ERROR,
                    "name server not ready: it waits for brokers to register before it answers (waitSecondsForService)");
        }
        RouteTable table = routes.snapshot();
        TopicRoute route = table.topics().get(header.topic());
        if (route == null) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.TOPIC_NOT_EXIST, NoRoute.explain(table, header.topic()));
        }
        RemotingCommand answer = RemotingCommand.createResponseCommand(ResponseCode.SUCCESS, null);
        answer.setBody(body(table, route, header, settings, readsStandardJson(header, request)));
        return answer;
    }

    private boolean isWaiting(NamesrvConfig settings) {
        return settings.needWaitForService()
                && clockMillis.getAsLong() - startMillis < settings.waitSecondsForService() * 1000L;
    }

    /** docs/protocol/remoting.md 2.2: older clients want integer keys without quotes. */
    private static boolean readsStandardJson(GetRouteInfoRequestHeader header, RemotingCommand request) {
        return request.getVersion() >= MQVersion.V4_9_4 || Boolean.TRUE.equals(header.acceptStandardJsonOnly());
    }

    private byte[] body(
            RouteTable table,
            TopicRoute route,
            GetRouteInfoRequestHeader header,
            NamesrvConfig settings,
            boolean standardJson) {
        boolean actingMasters = settings.supportActingMaster();
        String zone = header.__ZONE_NAME();
        boolean zoned = Boolean.TRUE.equals(header.__ZONE_MODE()) && zone != null && !zone.isBlank();
        String order =
                settings.orderMessageEnable() ? kvConfig.get(KvConfigManager.ORDER_TOPIC_CONFIG, header.topic()) : null;
        if (!zoned && order == null) {
            return bodies.get(route, table.groups(), actingMasters, standardJson);
        }
        Predicate<BrokerGroup> wanted = zoned ? RouteView.inZone(zone) : group -> true;
        return RouteBodyCache.encode(
                RouteView.route(route, table.groups(), order, actingMasters, wanted), standardJson);
    }
}
