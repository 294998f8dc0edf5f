package io.cometmq.remoting.protocol.body;

import java.util.List;

/** Body of the answer to GET_CONSUMER_LIST_BY_GROUP (38). */
public record GetConsumerListByGroupResponseBody(List<String> consumerIdList) {
    public GetConsumerListByGroupResponseBody {
        consumerIdList = consumerIdList == null ? List.of() : consumerIdList;
    }
}
