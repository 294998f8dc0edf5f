package io.cometmq.remoting.protocol.body;

import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.List;

/** Body of the answer to QUERY_CONSUME_QUEUE (321). */
public record QueryConsumeQueueResponseBody(
        SubscriptionData subscriptionData,
        String filterData,
        List<ConsumeQueueData> queueData,
        long maxQueueIndex,
        long minQueueIndex) {
    public QueryConsumeQueueResponseBody {
        queueData = queueData == null ? List.of() : queueData;
    }
}
