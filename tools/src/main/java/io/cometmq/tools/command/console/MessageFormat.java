package io.cometmq.tools.command.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.common.json.Json;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageExt;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.cli.ParseException;

/** How a message stands in a line. */
enum MessageFormat {
    /** Its body as text. */
    TEXT,
    /** Its body in hexadecimal digits. */
    HEX,
    /** An object with body, tags, keys, properties and, on the way out, place and time. */
    JSON;

    static MessageFormat of(String word) throws ParseException {
        for (MessageFormat format : values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(word)) {
                return format;
            }
        }
        throw new ParseException("--format takes text, hex or json, not " + word);
    }

    String write(MessageExt message) {
        return switch (this) {
            case TEXT -> new String(message.getBody(), UTF_8);
            case HEX -> HexFormat.of().formatHex(message.getBody());
            case JSON -> json(message);
        };
    }

    private static String json(MessageExt message) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("topic", message.getTopic());
        line.put("brokerName", message.getBrokerName());
        line.put("queueId", message.getQueueId());
        line.put("queueOffset", message.getQueueOffset());
        line.put("msgId", message.getMsgId());
        line.put("storeTimestamp", message.getStoreTimestamp());
        line.put("tags", message.getTags());
        line.put("keys", message.getKeys());
        Map<String, String> properties = new TreeMap<>(message.getProperties());
        properties.keySet().removeAll(MessageConst.STRING_HASH_SET);
        line.put("properties", properties);
        line.put("body", new String(message.getBody(), UTF_8));
        line.values().removeIf(value -> value == null);
        return new String(Json.toStandardJsonBytes(line), UTF_8);
    }

    /** @throws IllegalArgumentException when the line is none of this format; the message says why */
    Message read(String topic, String line) {
        return switch (this) {
            case TEXT -> new Message(topic, line.getBytes(UTF_8));
            case HEX -> new Message(topic, HexFormat.of().parseHex(line.strip()));
            case JSON -> fromJson(topic, line);
        };
    }

    /** What {@link #json} writes comes back; the topic is the one of the command. */
    private static Message fromJson(String topic, String text) {
        Line line = Json.fromJson(text, Line.class);
        if (line == null || line.body == null) {
            throw new IllegalArgumentException("there is no body");
        }
        Message message = new Message(topic, line.body.getBytes(UTF_8));
        if (line.tags != null) {
            message.setTags(line.tags);
        }
        if (line.keys != null) {
            message.setKeys(line.keys);
        }
        if (line.properties != null) {
            line.properties.forEach(message::putUserProperty);
        }
        return message;
    }

    private record Line(String body, String tags, String keys, Map<String, String> properties) {}
}
