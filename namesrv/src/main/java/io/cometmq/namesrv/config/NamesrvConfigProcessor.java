package io.cometmq.namesrv.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.common.config.ConfigException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.rpc.Exchange;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Answers what concerns the name server's own settings: 318 changes them, 319 tells them. */
public final class NamesrvConfigProcessor {
    private final NamesrvConfigManager settings;

    public NamesrvConfigProcessor(NamesrvConfigManager settings) {
        this.settings = settings;
    }

    public RemotingCommand get(Exchange exchange, RemotingCommand request) {
        StringBuilder text = new StringBuilder();
        settings.asMap()
                .forEach((key, value) ->
                        text.append(key).append('=').append(value).append('\n'));
        RemotingCommand answer = RemotingCommand.success(null);
        answer.setBody(text.toString().getBytes(UTF_8));
        return answer;
    }

    public RemotingCommand update(Exchange exchange, RemotingCommand request) throws IOException {
        byte[] body = request.getBody();
        Map<String, String> changes;
        try {
            changes = body == null ? Map.of() : parse(new String(body, UTF_8));
        } catch (IllegalArgumentException e) {
            return error(ResponseCode.SYSTEM_ERROR, "the settings cannot be read: " + e.getMessage());
        }
        if (changes.isEmpty()) {
            return error(ResponseCode.SYSTEM_ERROR, "there are no settings in the request");
        }
        String refused = settings.protectedKey(changes.keySet());
        if (refused != null) {
            return error(
                    ResponseCode.NO_PERMISSION,
                    "Can not update config in black list: " + refused + " (configBlackList)");
        }
        try {
            settings.change(changes, exchange.connection().remoteAddress());
        } catch (ConfigException e) {
            return error(ResponseCode.SYSTEM_ERROR, String.join("; ", e.problems()));
        }
        return RemotingCommand.success(null);
    }

    private static RemotingCommand error(int code, String remark) {
        return RemotingCommand.createResponseCommand(code, remark);
    }

    private static Map<String, String> parse(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> settings = new HashMap<>();
        properties.forEach((key, value) -> settings.put(key.toString(), value.toString()));
        return settings;
    }
}
