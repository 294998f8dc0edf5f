package io.cometmq.namesrv.route;

import io.cometmq.common.MQVersion;
import io.cometmq.common.json.Json;
import io.cometmq.common.json.JsonException;
import io.cometmq.namesrv.config.KvConfigManager;
import io.cometmq.namesrv.config.NamesrvConfig;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.protocol.DataVersion;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.KVTable;
import io.cometmq.remoting.protocol.body.RegisterBrokerBody;
import io.cometmq.remoting.protocol.body.TopicConfigSerializeWrapper;
import io.cometmq.remoting.protocol.header.BrokerHeartbeatRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.QueryDataVersionRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.QueryDataVersionResponseHeader;
import io.cometmq.remoting.protocol.header.namesrv.RegisterBrokerRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.RegisterBrokerResponseHeader;
import io.cometmq.remoting.protocol.header.namesrv.UnRegisterBrokerRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/** Answers what brokers send: registration (103), unregistration (104), the data version check (322), the heartbeat (904). */
public final class BrokerRegistrationProcessor {
    private static final TopicConfigSerializeWrapper NO_TOPICS =
            new TopicConfigSerializeWrapper(null, new DataVersion(0, 0, 0));

    private final RouteInfoManager routes;
    private final KvConfigManager kvConfig;
    private final Supplier<NamesrvConfig> config;

    public BrokerRegistrationProcessor(
            RouteInfoManager routes, KvConfigManager kvConfig, Supplier<NamesrvConfig> config) {
        this.routes = routes;
        this.kvConfig = kvConfig;
        this.config = config;
    }

    public RemotingCommand register(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        RegisterBrokerRequestHeader header = request.decodeCommandCustomHeader(RegisterBrokerRequestHeader.class);
        byte[] bytes = request.getBody();
        if (!hasCrc(bytes, header.bodyCrc32())) {
            return error("the registration of broker " + header.brokerName() + " at " + header.brokerAddr()
                    + " came damaged: its body does not match bodyCrc32 " + header.bodyCrc32());
        }
        RegisterBrokerBody body;
        try {
            body = body(bytes, header.compressed(), request.getVersion());
        } catch (JsonException | IllegalArgumentException e) {
            return error("the registration of broker " + header.brokerName() + " at " + header.brokerAddr()
                    + " cannot be read: " + e.getMessage());
        }
        Connection connection = exchange.connection();
        NamesrvConfig settings = config.get();
        RegistrationRule.Outcome outcome =
                routes.register(registration(header, body, connection), settings.deleteTopicWithBrokerRegistration());
        if (!connection.isActive()) {
            // It ended while the registration was under way, and was reported before there was something to remove.
            routes.connectionClosed(connection);
        }
        if (outcome.refusal() != null) {
            return error(outcome.refusal());
        }
        RemotingCommand answer =
                RemotingCommand.success(new RegisterBrokerResponseHeader(outcome.haServerAddr(), outcome.masterAddr()));
        if (settings.returnOrderTopicConfigToBroker()) {
            answer.setBody(Json.toJsonBytes(new KVTable(kvConfig.list(KvConfigManager.ORDER_TOPIC_CONFIG))));
        }
        return answer;
    }

    private static RemotingCommand error(String remark) {
        return RemotingCommand.createResponseCommand(ResponseCode.SYSTEM_ERROR, remark);
    }

    /** docs/protocol/message-formats.md 12: 31 bits of the CRC; 0 or none means that it is not to be checked. */
    static boolean hasCrc(byte[] body, Integer wanted) {
        if (wanted == null || wanted == 0) {
            return true;
        }
        CRC32 crc = new CRC32();
        if (body != null) {
            crc.update(body);
        }
        return (crc.getValue() & 0x7FFFFFFF) == wanted;
    }

    private static RegisterBrokerBody body(byte[] bytes, boolean compressed, int senderVersion) {
        if (bytes == null) {
            return new RegisterBrokerBody(NO_TOPICS, List.of());
        }
        if (senderVersion < MQVersion.V3_0_11) {
            return new RegisterBrokerBody(Json.fromJson(bytes, TopicConfigSerializeWrapper.class), List.of());
        }
        RegisterBrokerBody body = RegisterBrokerBody.decode(bytes, compressed);
        if (body.topicConfigSerializeWrapper() == null) {
            throw new IllegalArgumentException("it has no topicConfigSerializeWrapper");
        }
        return body;
    }

    private static BrokerRegistration registration(
            RegisterBrokerRequestHeader header, RegisterBrokerBody body, Connection connection) {
        TopicConfigSerializeWrapper topics = body.topicConfigSerializeWrapper();
        return new BrokerRegistration(
                header.clusterName(),
                header.brokerName(),
                header.brokerId(),
                header.brokerAddr(),
                header.haServerAddr(),
                Objects.requireNonNullElse(header.heartbeatTimeoutMillis(), BrokerRegistration.DEFAULT_TIMEOUT_MILLIS),
                Boolean.TRUE.equals(header.enableActingMaster()),
                header.__ZONE_NAME(),
                topics.dataVersion(),
                topics.topicConfigTable(),
                body.filterServerList(),
                connection);
    }

    public RemotingCommand unregister(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        UnRegisterBrokerRequestHeader header = request.decodeCommandCustomHeader(UnRegisterBrokerRequestHeader.class);
        routes.unregister(header.clusterName(), header.brokerAddr());
        return RemotingCommand.success(null);
    }

    public RemotingCommand queryDataVersion(Exchange exchange, RemotingCommand request)
            throws RemotingCommandException {
        QueryDataVersionRequestHeader header = request.decodeCommandCustomHeader(QueryDataVersionRequestHeader.class);
        DataVersion theirs;
        try {
            theirs = Json.fromJson(request.getBody(), DataVersion.class);
        } catch (JsonException e) {
            return error("the data version of broker " + header.brokerName() + " cannot be read: " + e.getMessage());
        }
        DataVersion ours = routes.dataVersion(header.clusterName(), header.brokerAddr());
        routes.heartbeat(header.clusterName(), header.brokerAddr());
        RemotingCommand answer = RemotingCommand.success(new QueryDataVersionResponseHeader(!theirs.equals(ours)));
        if (ours != null) {
            answer.setBody(Json.toJsonBytes(ours));
        }
        return answer;
    }

    public RemotingCommand heartbeat(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        BrokerHeartbeatRequestHeader header = request.decodeCommandCustomHeader(BrokerHeartbeatRequestHeader.class);
        routes.heartbeat(header.clusterName(), header.brokerAddr());
        return RemotingCommand.success(null);
    }
}
