package io.cometmq.remoting.protocol.body;

import java.util.List;
import java.util.Map;

/** Body of the answer to GET_BROKER_CONSUME_STATS (317). */
public record ConsumeStatsList(
        List<Map<String, List<ConsumeStats>>> consumeStatsList,
        String brokerAddr,
        long totalDiff,
        long totalInflightDiff) {
    public ConsumeStatsList {
        consumeStatsList = consumeStatsList == null ? List.of() : consumeStatsList;
    }
}
