package io.cometmq.tools.admin;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.TopicConfig;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.TopicConfigSerializeWrapper;
import io.cometmq.remoting.protocol.body.TopicList;
import io.cometmq.remoting.protocol.body.TopicStatsTable;
import java.util.List;
import java.util.Set;

/** Topics: their configuration, and what is stored in their queues. RocketMQ's public methods; {@link DefaultMQAdminExt} has them all. */
public interface TopicAdminExt {
    /** What the calls are made with. */
    AdminParts parts();

    default void createAndUpdateTopicConfig(String brokerAddr, TopicConfig config)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().topics().createOrUpdate(brokerAddr, config);
    }

    default void createAndUpdateTopicConfigList(String brokerAddr, List<TopicConfig> configs)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().topics().createOrUpdate(brokerAddr, configs);
    }

    default TopicConfig examineTopicConfig(String brokerAddr, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().topics().config(brokerAddr, topic);
    }

    default TopicConfigSerializeWrapper getAllTopicConfig(String brokerAddr, long timeoutMillis)
            throws RemotingException, MQBrokerException, InterruptedException {
        return new BrokerAdmin(parts().calls().within(timeoutMillis)).topicConfigs(brokerAddr);
    }

    /** The topics that the broker has made for itself. */
    default TopicList getSystemTopicList(String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().topics().systemTopics(brokerAddr);
    }

    /** Of all brokers of the topic. */
    default TopicStatsTable examineTopicStats(String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().topics().stats(Brokers.addresses(parts().namesrv().route(topic)), topic);
    }

    default TopicStatsTable examineTopicStats(String brokerAddr, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().topics().stats(List.of(brokerAddr), topic);
    }

    default void deleteTopicInBroker(Set<String> addrs, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        for (String address : addrs) {
            parts().topics().delete(address, topic);
        }
    }

    /** null: in all name servers. */
    default void deleteTopicInNameServer(Set<String> addrs, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().namesrv().deleteTopic(addrs, topic, null);
    }

    default void deleteTopicInNameServer(Set<String> addrs, String clusterName, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().namesrv().deleteTopic(addrs, topic, clusterName);
    }
}
