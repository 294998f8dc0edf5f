package io.cometmq.broker.admin;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.broker.config.LiveConfig;
import io.cometmq.broker.stats.BrokerRuntimeInfo;
import io.cometmq.common.config.ConfigException;
import io.cometmq.common.config.Origin;
import io.cometmq.common.json.Json;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.KVTable;
import io.cometmq.remoting.protocol.header.GetBrokerConfigResponseHeader;
import io.cometmq.remoting.rpc.Exchange;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** The broker itself: its state and its configuration. */
public final class BrokerAdminProcessor {
    /** Keys that nobody may change from afar, whatever else is changeable. */
    private static final Set<String> BLACK_LIST = Set.of("configBlackList", "brokerConfigPath");

    private final LiveConfig config;
    private final BrokerRuntimeInfo runtimeInfo;

    public BrokerAdminProcessor(LiveConfig config, BrokerRuntimeInfo runtimeInfo) {
        this.config = config;
        this.runtimeInfo = runtimeInfo;
    }

    /** GET_BROKER_RUNTIME_INFO (28). */
    public RemotingCommand runtimeInfo(Exchange exchange, RemotingCommand request) {
        return JsonBody.answer(new KVTable(runtimeInfo.collect()));
    }

    /** GET_BROKER_CONFIG (26): sorted lines of a properties file. */
    public RemotingCommand config(Exchange exchange, RemotingCommand request) {
        LiveConfig.Versioned now = config.versioned();
        StringBuilder lines = new StringBuilder();
        now.settings()
                .asMap()
                .forEach((key, value) ->
                        lines.append(key).append('=').append(value).append('\n'));
        RemotingCommand response =
                RemotingCommand.success(new GetBrokerConfigResponseHeader(Json.toJson(now.version())));
        response.setBody(lines.toString().getBytes(StandardCharsets.UTF_8));
        return response;
    }

    /** UPDATE_BROKER_CONFIG (25): lines of a properties file, all or none. */
    public RemotingCommand updateConfig(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        Map<String, String> changes = read(request.getBody());
        if (changes.keySet().stream().anyMatch(BLACK_LIST::contains)) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.NO_PERMISSION, "Can not update config in black list.");
        }
        try {
            config.change(changes, Origin.admin(exchange.connection().remoteAddress()));
            return RemotingCommand.success(null);
        } catch (ConfigException e) {
            throw new RemotingCommandException(e.getMessage(), e);
        } catch (IOException e) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.SYSTEM_ERROR,
                    "the change is in force, but could not be written to disk: " + e.getMessage());
        }
    }

    private static Map<String, String> read(byte[] body) throws RemotingCommandException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(body == null ? "" : new String(body, StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException e) {
            throw new RemotingCommandException("these are no properties: " + e.getMessage(), e);
        }
        Map<String, String> changes = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> changes.put(key, properties.getProperty(key)));
        return changes;
    }
}
