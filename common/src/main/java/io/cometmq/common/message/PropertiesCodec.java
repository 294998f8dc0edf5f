package io.cometmq.common.message;

import static io.cometmq.common.message.MessageDecoder.NAME_VALUE_SEPARATOR;
import static io.cometmq.common.message.MessageDecoder.PROPERTY_SEPARATOR;

import java.util.HashMap;
import java.util.Map;

/** Properties between map and text (docs/protocol/message-formats.md 4). */
final class PropertiesCodec {
    private PropertiesCodec() {}

    /** The text, with the last separator; entries without a value are left out. */
    static String format(Map<String, String> properties) {
        if (properties == null) {
            return "";
        }
        StringBuilder text = new StringBuilder(properties.size() * 32);
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (property.getKey() != null && property.getValue() != null) {
                text.append(property.getKey())
                        .append(NAME_VALUE_SEPARATOR)
                        .append(property.getValue())
                        .append(PROPERTY_SEPARATOR);
            }
        }
        return text.toString();
    }

    /** The map; entries without name or value are dropped, the last of equal names counts. */
    static Map<String, String> parse(String text) {
        Map<String, String> properties = new HashMap<>();
        if (text == null) {
            return properties;
        }
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf(PROPERTY_SEPARATOR, start);
            end = end < 0 ? text.length() : end;
            int separator = text.indexOf(NAME_VALUE_SEPARATOR, start);
            if (separator > start && separator < end - 1) {
                properties.put(text.substring(start, separator), text.substring(separator + 1, end));
            }
            start = end + 1;
        }
        return properties;
    }
}
