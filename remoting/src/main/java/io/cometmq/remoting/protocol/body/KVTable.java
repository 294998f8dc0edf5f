package io.cometmq.remoting.protocol.body;

import java.util.Map;

/** Names and values: configuration, runtime figures, answers of the name server. */
public record KVTable(Map<String, String> table) {
    public KVTable {
        table = table == null ? Map.of() : table;
    }
}
