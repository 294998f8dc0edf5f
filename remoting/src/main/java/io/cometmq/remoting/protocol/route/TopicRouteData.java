package io.cometmq.remoting.protocol.route;

import java.util.List;
import java.util.Map;

/**
 * Body of the answer to GET_ROUTEINFO_BY_TOPIC (105).
 *
 * @param orderTopicConf queues per broker of an ordered topic, {@code broker:count;broker:count}; null for others
 * @param filterServerTable by broker address
 */
public record TopicRouteData(
        String orderTopicConf,
        List<QueueData> queueDatas,
        List<BrokerData> brokerDatas,
        Map<String, List<String>> filterServerTable) {
    public TopicRouteData {
        queueDatas = queueDatas == null ? List.of() : queueDatas;
        brokerDatas = brokerDatas == null ? List.of() : brokerDatas;
        filterServerTable = filterServerTable == null ? Map.of() : filterServerTable;
    }
}
