package io.cometmq.tools.admin;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.body.CreateTopicListRequestBody;
import io.cometmq.remoting.protocol.body.TopicList;
import io.cometmq.remoting.protocol.body.TopicOffset;
import io.cometmq.remoting.protocol.body.TopicStatsTable;
import io.cometmq.remoting.protocol.header.CreateTopicRequestHeader;
import io.cometmq.remoting.protocol.header.DeleteTopicRequestHeader;
import io.cometmq.remoting.protocol.header.GetTopicConfigRequestHeader;
import io.cometmq.remoting.protocol.header.GetTopicStatsInfoRequestHeader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Topics of a broker, and what is stored in their queues. Thread-safe. */
final class TopicAdmin {
    private static final String DEFAULT_TOPIC = "TBW102";

    private final AdminCalls calls;

    TopicAdmin(AdminCalls calls) {
        this.calls = calls;
    }

    void createOrUpdate(String address, TopicConfig topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        CreateTopicRequestHeader header = new CreateTopicRequestHeader(
                topic.getTopicName(),
                DEFAULT_TOPIC,
                topic.getReadQueueNums(),
                topic.getWriteQueueNums(),
                topic.getPerm(),
                topic.getTopicFilterType().name(),
                topic.getTopicSysFlag(),
                topic.isOrder(),
                attributes(topic.getAttributes()),
                null);
        calls.tell(address, RequestCode.UPDATE_AND_CREATE_TOPIC, header, null);
    }

    /** Changes of attributes as they travel: {@code +key=value,-key}. */
    private static String attributes(Map<String, String> attributes) {
        return new TreeMap<>(attributes)
                .entrySet().stream()
                        .map(entry -> entry.getKey().startsWith("-")
                                ? entry.getKey()
                                : entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(","));
    }

    void createOrUpdate(String address, List<TopicConfig> topics)
            throws RemotingException, MQBrokerException, InterruptedException {
        calls.tell(address, RequestCode.UPDATE_AND_CREATE_TOPIC_LIST, null, new CreateTopicListRequestBody(topics));
    }

    TopicConfig config(String address, String topic) throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(
                address, RequestCode.GET_TOPIC_CONFIG, new GetTopicConfigRequestHeader(topic), TopicConfig.class);
    }

    TopicList systemTopics(String address) throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(address, RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_BROKER, null, TopicList.class);
    }

    void delete(String address, String topic) throws RemotingException, MQBrokerException, InterruptedException {
        calls.tell(address, RequestCode.DELETE_TOPIC_IN_BROKER, new DeleteTopicRequestHeader(topic), null);
    }

    /** Of all these brokers together. */
    TopicStatsTable stats(List<String> addresses, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        Map<MessageQueue, TopicOffset> offsets = new HashMap<>();
        double tps = 0;
        for (String address : addresses) {
            TopicStatsTable table = calls.ask(
                    address,
                    RequestCode.GET_TOPIC_STATS_INFO,
                    new GetTopicStatsInfoRequestHeader(topic),
                    TopicStatsTable.class);
            offsets.putAll(table.offsetTable());
            tps += table.topicPutTps();
        }
        return new TopicStatsTable(tps, offsets);
    }
}
