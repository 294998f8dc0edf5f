package io.cometmq.remoting.protocol.body;

import java.util.List;
import java.util.Map;

/** Body of the answer to GET_ALL_PRODUCER_INFO (328): producers by group. */
public record ProducerTableInfo(Map<String, List<ProducerInfo>> data) {
    public ProducerTableInfo {
        data = data == null ? Map.of() : data;
    }
}
