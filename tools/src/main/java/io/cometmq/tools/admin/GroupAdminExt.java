package io.cometmq.tools.admin;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.common.message.MessageRequestMode;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.ConsumeStats;
import io.cometmq.remoting.protocol.body.ConsumerConnection;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.body.GroupList;
import io.cometmq.remoting.protocol.body.ProducerConnection;
import io.cometmq.remoting.protocol.body.SetMessageRequestModeRequestBody;
import io.cometmq.remoting.protocol.body.SubscriptionGroupWrapper;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Groups of consumers and producers: configuration, members, offsets. RocketMQ's public methods; {@link DefaultMQAdminExt} has them all. */
public interface GroupAdminExt {
    /** What the calls are made with. */
    AdminParts parts();

    default void createAndUpdateSubscriptionGroupConfig(String brokerAddr, SubscriptionGroupConfig config)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().groups().createOrUpdate(brokerAddr, config);
    }

    default void createAndUpdateSubscriptionGroupConfigList(String brokerAddr, List<SubscriptionGroupConfig> configs)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().groups().createOrUpdate(brokerAddr, configs);
    }

    /** How the group gets messages of the topic; {@code popShareQueueNum} 0: a client pops from all queues. */
    default void setMessageRequestMode(
            String brokerAddr, String topic, String consumerGroup, MessageRequestMode mode, int popShareQueueNum)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().groups()
                .setRequestMode(
                        brokerAddr, new SetMessageRequestModeRequestBody(topic, consumerGroup, mode, popShareQueueNum));
    }

    /** Null when the broker does not know the group. */
    default SubscriptionGroupConfig examineSubscriptionGroupConfig(String brokerAddr, String group)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().groups().groups(brokerAddr).subscriptionGroupTable().get(group);
    }

    default SubscriptionGroupWrapper getAllSubscriptionGroup(String brokerAddr, long timeoutMillis)
            throws RemotingException, MQBrokerException, InterruptedException {
        return new GroupAdmin(parts().calls().within(timeoutMillis)).groups(brokerAddr);
    }

    default void deleteSubscriptionGroup(String brokerAddr, String group)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().groups().delete(brokerAddr, group, false);
    }

    default void deleteSubscriptionGroup(String brokerAddr, String group, boolean removeOffset)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().groups().delete(brokerAddr, group, removeOffset);
    }

    default ConsumeStats examineConsumeStats(String consumerGroup)
            throws RemotingException, MQBrokerException, InterruptedException {
        return examineConsumeStats(consumerGroup, null);
    }

    /** topic null: of all topics. */
    default ConsumeStats examineConsumeStats(String consumerGroup, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().groups().consumeStats(parts().brokersOfGroup(consumerGroup, topic), consumerGroup, topic);
    }

    default ConsumeStats examineConsumeStats(String brokerAddr, String consumerGroup, String topic, long timeoutMillis)
            throws RemotingException, MQBrokerException, InterruptedException {
        return new GroupAdmin(parts().calls().within(timeoutMillis))
                .consumeStats(List.of(brokerAddr), consumerGroup, topic);
    }

    default ConsumerConnection examineConsumerConnectionInfo(String consumerGroup)
            throws RemotingException, MQBrokerException, InterruptedException {
        return AdminParts.firstAnswer(
                parts().brokersOfGroup(consumerGroup, null), consumerGroup, address -> parts().groups()
                        .consumers(address, consumerGroup));
    }

    default ConsumerConnection examineConsumerConnectionInfo(String consumerGroup, String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().groups().consumers(brokerAddr, consumerGroup);
    }

    default ProducerConnection examineProducerConnectionInfo(String producerGroup, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        return AdminParts.firstAnswer(
                Brokers.addresses(parts().namesrv().route(topic)), topic, address -> parts().groups()
                        .producers(address, producerGroup));
    }

    default ConsumerRunningInfo getConsumerRunningInfo(String consumerGroup, String clientId, boolean jstack)
            throws RemotingException, MQBrokerException, InterruptedException {
        return AdminParts.firstAnswer(
                parts().brokersOfGroup(consumerGroup, null), consumerGroup, address -> parts().groups()
                        .runningInfo(address, consumerGroup, clientId, jstack));
    }

    /** The groups that consume a topic. */
    default GroupList queryTopicConsumeByWho(String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        Set<String> names = new TreeSet<>();
        for (String address : Brokers.addresses(parts().namesrv().route(topic))) {
            names.addAll(parts().groups().groupsOfTopic(address, topic).groupList());
        }
        return new GroupList(names);
    }

    /** Moves the group to a time, milliseconds since the epoch, -1 for the end; gives the new offsets. */
    default Map<MessageQueue, Long> resetOffsetByTimestamp(String topic, String group, long timestamp, boolean isForce)
            throws RemotingException, MQBrokerException, InterruptedException {
        Map<MessageQueue, Long> offsets = new HashMap<>();
        for (String address : Brokers.addresses(parts().namesrv().route(topic))) {
            offsets.putAll(parts().groups().reset(address, group, topic, -1, null, timestamp, isForce));
        }
        return offsets;
    }

    /** Moves the group in one queue of one broker to an offset. */
    default void resetOffsetByQueueId(
            String brokerAddr, String consumerGroup, String topicName, int queueId, long resetOffset)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().groups().reset(brokerAddr, consumerGroup, topicName, queueId, resetOffset, 0, true);
    }

    default void updateConsumeOffset(String brokerAddr, String consumeGroup, MessageQueue mq, long offset)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().groups().commit(brokerAddr, consumeGroup, mq, offset);
    }

    /** Copies the offsets that a group has for a topic to another group. */
    default void cloneGroupOffset(String srcGroup, String destGroup, String topic, boolean isOffline)
            throws RemotingException, MQBrokerException, InterruptedException {
        for (String address : Brokers.addresses(parts().namesrv().route(topic))) {
            parts().groups().cloneOffsets(address, srcGroup, destGroup, topic, isOffline);
        }
    }
}
