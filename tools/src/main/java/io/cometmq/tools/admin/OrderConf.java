package io.cometmq.tools.admin;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where an ordered topic has its queues: {@code broker:count;broker:count}. Stateless. */
final class OrderConf {
    /** Of the name servers' values. */
    static final String NAMESPACE = "ORDER_TOPIC_CONFIG";

    private OrderConf() {}

    /** The old text, null when there is none, with the parts of the new one put in. */
    static String merge(String old, String changes) {
        Map<String, String> parts = new LinkedHashMap<>();
        put(parts, old);
        put(parts, changes);
        return String.join(";", parts.values());
    }

    private static void put(Map<String, String> parts, String text) {
        if (text == null) {
            return;
        }
        for (String part : text.split(";", -1)) {
            if (!part.isBlank()) {
                parts.put(part.split(":", 2)[0], part);
            }
        }
    }
}
