package io.cometmq.tools.admin;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.body.ConsumeStats;
import io.cometmq.remoting.protocol.body.ConsumerConnection;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.body.GroupList;
import io.cometmq.remoting.protocol.body.OffsetWrapper;
import io.cometmq.remoting.protocol.body.ProducerConnection;
import io.cometmq.remoting.protocol.body.ResetOffsetBody;
import io.cometmq.remoting.protocol.body.SetMessageRequestModeRequestBody;
import io.cometmq.remoting.protocol.body.SubscriptionGroupList;
import io.cometmq.remoting.protocol.body.SubscriptionGroupWrapper;
import io.cometmq.remoting.protocol.header.CloneGroupOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.DeleteSubscriptionGroupRequestHeader;
import io.cometmq.remoting.protocol.header.GetAllSubscriptionGroupRequestHeader;
import io.cometmq.remoting.protocol.header.GetConsumeStatsRequestHeader;
import io.cometmq.remoting.protocol.header.GetConsumerConnectionListRequestHeader;
import io.cometmq.remoting.protocol.header.GetConsumerRunningInfoRequestHeader;
import io.cometmq.remoting.protocol.header.GetProducerConnectionListRequestHeader;
import io.cometmq.remoting.protocol.header.QueryTopicConsumeByWhoRequestHeader;
import io.cometmq.remoting.protocol.header.ResetOffsetRequestHeader;
import io.cometmq.remoting.protocol.header.UpdateConsumerOffsetRequestHeader;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Groups of consumers and producers: configuration, members, offsets. Thread-safe. */
final class GroupAdmin {
    private final AdminCalls calls;

    GroupAdmin(AdminCalls calls) {
        this.calls = calls;
    }

    void createOrUpdate(String address, SubscriptionGroupConfig group)
            throws RemotingException, MQBrokerException, InterruptedException {
        calls.tell(address, RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP, null, group);
    }

    void createOrUpdate(String address, List<SubscriptionGroupConfig> groups)
            throws RemotingException, MQBrokerException, InterruptedException {
        calls.tell(
                address, RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST, null, new SubscriptionGroupList(groups));
    }

    void setRequestMode(String address, SetMessageRequestModeRequestBody mode)
            throws RemotingException, MQBrokerException, InterruptedException {
        calls.tell(address, RequestCode.SET_MESSAGE_REQUEST_MODE, null, mode);
    }

    SubscriptionGroupWrapper groups(String address) throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(
                address,
                RequestCode.GET_ALL_SUBSCRIPTIONGROUP_CONFIG,
                new GetAllSubscriptionGroupRequestHeader(0, null, null),
                SubscriptionGroupWrapper.class);
    }

    void delete(String address, String group, boolean removeOffset)
            throws RemotingException, MQBrokerException, InterruptedException {
        calls.tell(
                address,
                RequestCode.DELETE_SUBSCRIPTIONGROUP,
                new DeleteSubscriptionGroupRequestHeader(group, removeOffset, removeOffset),
                null);
    }

    /** Of all these brokers together; topic null: of all topics for which the group has offsets. */
    ConsumeStats consumeStats(List<String> addresses, String group, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        Map<MessageQueue, OffsetWrapper> offsets = new HashMap<>();
        double tps = 0;
        for (String address : addresses) {
            ConsumeStats stats = calls.ask(
                    address,
                    RequestCode.GET_CONSUME_STATS,
                    new GetConsumeStatsRequestHeader(group, topic, null),
                    ConsumeStats.class);
            offsets.putAll(stats.offsetTable());
            tps += stats.consumeTps();
        }
        return new ConsumeStats(offsets, tps);
    }

    ConsumerConnection consumers(String address, String group)
            throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(
                address,
                RequestCode.GET_CONSUMER_CONNECTION_LIST,
                new GetConsumerConnectionListRequestHeader(group),
                ConsumerConnection.class);
    }

    ProducerConnection producers(String address, String group)
            throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(
                address,
                RequestCode.GET_PRODUCER_CONNECTION_LIST,
                new GetProducerConnectionListRequestHeader(group),
                ProducerConnection.class);
    }

    ConsumerRunningInfo runningInfo(String address, String group, String clientId, boolean jstack)
            throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(
                address,
                RequestCode.GET_CONSUMER_RUNNING_INFO,
                new GetConsumerRunningInfoRequestHeader(group, clientId, jstack),
                ConsumerRunningInfo.class);
    }

    GroupList groupsOfTopic(String address, String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(
                address,
                RequestCode.QUERY_TOPIC_CONSUME_BY_WHO,
                new QueryTopicConsumeByWhoRequestHeader(topic),
                GroupList.class);
    }

    /**
     * Moves a group's offsets.
     *
     * @param queueId -1 for all queues
     * @param offset null: where the messages of the time begin
     * @param timestamp milliseconds since the epoch; -1 for the end of the queues
     */
    Map<MessageQueue, Long> reset(
            String address, String group, String topic, int queueId, Long offset, long timestamp, boolean force)
            throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(
                        address,
                        RequestCode.INVOKE_BROKER_TO_RESET_OFFSET,
                        new ResetOffsetRequestHeader(group, topic, queueId, offset, timestamp, force),
                        ResetOffsetBody.class)
                .offsetTable();
    }

    void commit(String address, String group, MessageQueue queue, long queueOffset)
            throws RemotingException, MQBrokerException, InterruptedException {
        calls.tell(
                address,
                RequestCode.UPDATE_CONSUMER_OFFSET,
                new UpdateConsumerOffsetRequestHeader(
                        group, queue.getTopic(), queue.getQueueId(), queueOffset, queue.getBrokerName()),
                null);
    }

    void cloneOffsets(String address, String from, String to, String topic, boolean offline)
            throws RemotingException, MQBrokerException, InterruptedException {
        calls.tell(
                address,
                RequestCode.CLONE_GROUP_OFFSET,
                new CloneGroupOffsetRequestHeader(from, to, topic, offline),
                null);
    }
}
