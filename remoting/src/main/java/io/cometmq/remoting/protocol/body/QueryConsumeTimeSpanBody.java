package io.cometmq.remoting.protocol.body;

import java.util.List;

/** Body of the answer to QUERY_CONSUME_TIME_SPAN (303). */
public record QueryConsumeTimeSpanBody(List<QueueTimeSpan> consumeTimeSpanSet) {
    public QueryConsumeTimeSpanBody {
        consumeTimeSpanSet = consumeTimeSpanSet == null ? List.of() : consumeTimeSpanSet;
    }
}
