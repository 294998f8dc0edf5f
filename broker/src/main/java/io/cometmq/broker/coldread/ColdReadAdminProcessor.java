package io.cometmq.broker.coldread;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.rpc.Exchange;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** UPDATE_COLD_DATA_FLOW_CTR_CONFIG (2001), REMOVE_COLD_DATA_FLOW_CTR_CONFIG (2002), GET_COLD_DATA_FLOW_CTR_INFO (2003). */
public final class ColdReadAdminProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(ColdReadAdminProcessor.class);

    private final ColdReadLimits limits;

    public ColdReadAdminProcessor(ColdReadLimits limits) {
        this.limits = limits;
    }

    /** Lines {@code group=bytes}: all or none. */
    public RemotingCommand update(Exchange exchange, RemotingCommand request) {
        try {
            Map<String, Long> changes = read(text(request));
            limits.limit(changes);
            LOG.info(
                    "{} limits reads of old messages: {}", exchange.connection().remoteAddress(), changes);
            return RemotingCommand.success(null);
        } catch (IllegalArgumentException e) {
            return RemotingCommand.createResponseCommand(ResponseCode.INVALID_PARAMETER, e.getMessage());
        }
    }

    /** The body is the name of a group; success as well when it has no limit of its own. */
    public RemotingCommand remove(Exchange exchange, RemotingCommand request) {
        String group = text(request).strip();
        limits.removeLimit(group);
        LOG.info(
                "{} removes the limit of group {} for reads of old messages",
                exchange.connection().remoteAddress(),
                group);
        return RemotingCommand.success(null);
    }

    /** What is read, and what may be. */
    public RemotingCommand info(Exchange exchange, RemotingCommand request) {
        return JsonBody.answer(limits.info());
    }

    private static String text(RemotingCommand request) {
        return request.getBody() == null ? "" : new String(request.getBody(), UTF_8);
    }

    private static Map<String, Long> read(String text) {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        Map<String, Long> changes = new TreeMap<>();
        for (String group : lines.stringPropertyNames()) {
            TopicValidator.ValidateResult validity = TopicValidator.validateGroup(group);
            if (!validity.isValid()) {
                throw new IllegalArgumentException(validity.getRemark());
            }
            changes.put(group, bytes(group, lines.getProperty(group).strip()));
        }
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("there is no line group=bytes");
        }
        return changes;
    }

    private static long bytes(String group, String value) {
        try {
            long bytes = Long.parseLong(value);
            if (bytes >= 0) {
                return bytes;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "the limit of group " + group + " is a number of bytes per second, 0 or more, not " + value);
    }
}
