package io.cometmq.remoting.protocol.body;

import java.util.Map;

/** Content of the name server's kvConfig.json: names and values by namespace. */
public record KVConfigSerializeWrapper(Map<String, Map<String, String>> configTable) {
    public KVConfigSerializeWrapper {
        configTable = configTable == null ? Map.of() : configTable;
    }
}
