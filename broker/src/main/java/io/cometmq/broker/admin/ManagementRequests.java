package io.cometmq.broker.admin;

import io.cometmq.broker.client.ClientManageProcessor;
import io.cometmq.broker.lock.LockProcessor;
import io.cometmq.broker.offset.ConsumerOffsetProcessor;
import io.cometmq.broker.offset.QueueOffsetProcessor;
import io.cometmq.broker.query.QueryMessageProcessor;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.rpc.RequestTable;
import java.util.concurrent.Executor;

/** The part of the request table that is not about sending and pulling: code, processor, executor. */
public record ManagementRequests(
        ClientManageProcessor clients,
        LockProcessor locks,
        ConsumerOffsetProcessor consumerOffsets,
        QueueOffsetProcessor queueOffsets,
        QueryMessageProcessor queries,
        TopicAdminProcessor topics,
        GroupAdminProcessor groups,
        ConsumeStatsProcessor consumeStats,
        OffsetResetProcessor resets,
        OffsetAdminProcessor offsets,
        ConnectionAdminProcessor connections,
        ClientForwardProcessor forwards,
        BrokerAdminProcessor broker) {

    /**
     * Adds the requests.
     *
     * @param client runs what clients ask all the time and what never blocks, but takes its time: parsing heartbeats
     * @param admin runs what may block
     */
    public void addTo(RequestTable table, Executor client, Executor admin) {
        table.on(client, RequestCode.HEART_BEAT, clients::heartbeat)
                .on(client, RequestCode.UNREGISTER_CLIENT, clients::unregister)
                .on(client, RequestCode.CHECK_CLIENT_CONFIG, clients::checkConfig)
                .onEventLoop(RequestCode.GET_CONSUMER_LIST_BY_GROUP, clients::consumerIds)
                .on(client, RequestCode.LOCK_BATCH_MQ, locks::lock)
                .on(client, RequestCode.UNLOCK_BATCH_MQ, locks::unlock)
                .onEventLoop(RequestCode.QUERY_CONSUMER_OFFSET, consumerOffsets::query)
                .onEventLoop(RequestCode.UPDATE_CONSUMER_OFFSET, consumerOffsets::update)
                .onEventLoop(RequestCode.GET_MAX_OFFSET, queueOffsets::max)
                .onEventLoop(RequestCode.GET_MIN_OFFSET, queueOffsets::min)
                .on(admin, RequestCode.SEARCH_OFFSET_BY_TIMESTAMP, queueOffsets::searchByTime)
                .on(admin, RequestCode.GET_EARLIEST_MSG_STORETIME, queueOffsets::earliestStoreTime)
                .on(admin, RequestCode.QUERY_MESSAGE, queries::query)
                .on(admin, RequestCode.VIEW_MESSAGE_BY_ID, queries::view);
        table.on(admin, RequestCode.UPDATE_AND_CREATE_TOPIC, topics::update)
                .on(admin, RequestCode.UPDATE_AND_CREATE_TOPIC_LIST, topics::updateList)
                .on(admin, RequestCode.DELETE_TOPIC_IN_BROKER, topics::delete)
                .on(admin, RequestCode.GET_TOPIC_CONFIG, topics::get)
                .on(admin, RequestCode.GET_ALL_TOPIC_CONFIG, topics::getAll)
                .on(admin, RequestCode.GET_TOPIC_STATS_INFO, topics::stats)
                .on(admin, RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_BROKER, topics::systemTopics);
        table.on(admin, RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP, groups::update)
                .on(admin, RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST, groups::updateList)
                .on(admin, RequestCode.DELETE_SUBSCRIPTIONGROUP, groups::delete)
                .on(admin, RequestCode.GET_SUBSCRIPTIONGROUP_CONFIG, groups::get)
                .on(admin, RequestCode.GET_ALL_SUBSCRIPTIONGROUP_CONFIG, groups::getAll)
                .on(admin, RequestCode.UPDATE_AND_GET_GROUP_FORBIDDEN, groups::forbid);
        table.on(admin, RequestCode.GET_CONSUME_STATS, consumeStats::consumeStats)
                .on(admin, RequestCode.QUERY_CONSUME_TIME_SPAN, consumeStats::timeSpan)
                .on(admin, RequestCode.INVOKE_BROKER_TO_RESET_OFFSET, resets::reset)
                .on(admin, RequestCode.QUERY_TOPIC_CONSUME_BY_WHO, offsets::groupsOfTopic)
                .on(admin, RequestCode.QUERY_TOPICS_BY_CONSUMER, offsets::topicsOfGroup)
                .on(admin, RequestCode.QUERY_SUBSCRIPTION_BY_CONSUMER, offsets::subscription)
                .on(admin, RequestCode.GET_ALL_CONSUMER_OFFSET, offsets::all)
                .on(admin, RequestCode.GET_ALL_DELAY_OFFSET, offsets::allDelayed);
        table.on(admin, RequestCode.GET_CONSUMER_CONNECTION_LIST, connections::consumers)
                .on(admin, RequestCode.GET_PRODUCER_CONNECTION_LIST, connections::producers)
                .on(admin, RequestCode.GET_ALL_PRODUCER_INFO, connections::allProducers)
                .on(admin, RequestCode.GET_CONSUMER_RUNNING_INFO, forwards::runningInfo)
                .on(admin, RequestCode.CONSUME_MESSAGE_DIRECTLY, forwards::consumeDirectly);
        table.on(admin, RequestCode.GET_BROKER_RUNTIME_INFO, broker::runtimeInfo)
                .on(admin, RequestCode.GET_BROKER_CONFIG, broker::config)
                .on(admin, RequestCode.UPDATE_BROKER_CONFIG, broker::updateConfig);
    }
}
