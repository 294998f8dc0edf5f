package io.cometmq.broker.server;

import io.cometmq.broker.admin.BrokerAdminProcessor;
import io.cometmq.broker.admin.BrokerStatsProcessor;
import io.cometmq.broker.admin.ClientForwardProcessor;
import io.cometmq.broker.admin.ConnectionAdminProcessor;
import io.cometmq.broker.admin.ConsumeQueueProcessor;
import io.cometmq.broker.admin.ConsumeStatsProcessor;
import io.cometmq.broker.admin.GroupAdminProcessor;
import io.cometmq.broker.admin.GroupOffsetProcessor;
import io.cometmq.broker.admin.OffsetAdminProcessor;
import io.cometmq.broker.admin.OffsetResetProcessor;
import io.cometmq.broker.admin.StoreAdminProcessor;
import io.cometmq.broker.admin.TopicAdminProcessor;
import io.cometmq.broker.assignment.QueryAssignmentProcessor;
import io.cometmq.broker.client.ClientManageProcessor;
import io.cometmq.broker.coldread.ColdReadAdminProcessor;
import io.cometmq.broker.diagnosis.DiagnosisProcessor;
import io.cometmq.broker.filter.FilterCheckProcessor;
import io.cometmq.broker.lock.LockProcessor;
import io.cometmq.broker.offset.ConsumerOffsetProcessor;
import io.cometmq.broker.offset.QueueOffsetProcessor;
import io.cometmq.broker.pop.PopService;
import io.cometmq.broker.pull.PullMessageProcessor;
import io.cometmq.broker.query.QueryMessageProcessor;
import io.cometmq.broker.reply.ReplyMessageProcessor;
import io.cometmq.broker.schedule.TimerProcessor;
import io.cometmq.broker.send.ConsumerSendBackProcessor;
import io.cometmq.broker.send.SendMessageProcessor;
import io.cometmq.broker.transaction.EndTransactionProcessor;
import io.cometmq.broker.transaction.ResumeHalfProcessor;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.rpc.RequestTable;
import java.util.concurrent.Executor;

/**
 * Every request that the broker answers (docs/protocol/request-codes.md): code, handler, thread. What never blocks runs on the event
 * loop; what may read the disk or wait runs on {@code blocking}. Pulls of old messages leave the event loop by themselves.
 */
record BrokerRequestTable(
        SendMessageProcessor send,
        ReplyMessageProcessor reply,
        ConsumerSendBackProcessor sendBack,
        EndTransactionProcessor endTransaction,
        ResumeHalfProcessor resumeHalf,
        PullMessageProcessor pull,
        PopService pop,
        QueryAssignmentProcessor assignments,
        ClientManageProcessor clients,
        FilterCheckProcessor filterCheck,
        LockProcessor locks,
        TimerProcessor timers,
        ConsumerOffsetProcessor consumerOffsets,
        QueueOffsetProcessor queueOffsets,
        QueryMessageProcessor queries,
        BrokerAdminProcessor brokerAdmin,
        TopicAdminProcessor topicAdmin,
        GroupAdminProcessor groupAdmin,
        OffsetAdminProcessor offsetAdmin,
        OffsetResetProcessor offsetReset,
        ConsumeStatsProcessor consumeStats,
        BrokerStatsProcessor brokerStats,
        DiagnosisProcessor diagnosis,
        ColdReadAdminProcessor coldReads,
        StoreAdminProcessor storeAdmin,
        GroupOffsetProcessor groupOffsets,
        ConsumeQueueProcessor consumeQueues,
        ConnectionAdminProcessor connections,
        ClientForwardProcessor forward,
        Executor endTransactions,
        Executor blocking) {

    RequestTable mainPort() {
        return UnsupportedRequests.addTo(new RequestTable())
                .onEventLoop(RequestCode.SEND_MESSAGE, send)
                .onEventLoop(RequestCode.SEND_MESSAGE_V2, send)
                .onEventLoop(RequestCode.SEND_BATCH_MESSAGE, send)
                .onEventLoop(RequestCode.SEND_REPLY_MESSAGE, reply)
                .onEventLoop(RequestCode.SEND_REPLY_MESSAGE_V2, reply)
                .on(blocking, RequestCode.CONSUMER_SEND_MSG_BACK, sendBack)
                .onEventLoop(RequestCode.RECALL_MESSAGE, timers::recall)
                .onEventLoop(RequestCode.GET_TIMER_CHECK_POINT, timers::checkPoint)
                .onEventLoop(RequestCode.GET_TIMER_METRICS, timers::metrics)
                .on(endTransactions, RequestCode.END_TRANSACTION, endTransaction)
                .on(blocking, RequestCode.RESUME_CHECK_HALF_MESSAGE, resumeHalf)
                .onEventLoop(RequestCode.PULL_MESSAGE, pull)
                .onEventLoop(RequestCode.LITE_PULL_MESSAGE, pull)
                .onEventLoop(RequestCode.POP_MESSAGE, pop.pops())
                .onEventLoop(RequestCode.ACK_MESSAGE, pop.acks()::acknowledge)
                .onEventLoop(RequestCode.BATCH_ACK_MESSAGE, pop.acks()::acknowledgeAll)
                .onEventLoop(RequestCode.CHANGE_MESSAGE_INVISIBLETIME, pop.acks()::changeInvisibleTime)
                .on(blocking, RequestCode.PEEK_MESSAGE, pop.queries()::peek)
                .onEventLoop(RequestCode.NOTIFICATION, pop.queries()::notification)
                .onEventLoop(RequestCode.POLLING_INFO, pop.queries()::pollingInfo)
                .on(blocking, RequestCode.QUERY_ASSIGNMENT, assignments::query)
                .on(blocking, RequestCode.SET_MESSAGE_REQUEST_MODE, assignments::setMode)
                .on(blocking, RequestCode.GET_ALL_MESSAGE_REQUEST_MODE, assignments::allModes)
                .onEventLoop(RequestCode.HEART_BEAT, clients::heartbeat)
                .onEventLoop(RequestCode.UNREGISTER_CLIENT, clients::unregister)
                .onEventLoop(RequestCode.CHECK_CLIENT_CONFIG, filterCheck)
                .onEventLoop(RequestCode.GET_CONSUMER_LIST_BY_GROUP, clients::consumerIds)
                .onEventLoop(RequestCode.LOCK_BATCH_MQ, locks::lock)
                .onEventLoop(RequestCode.UNLOCK_BATCH_MQ, locks::unlock)
                .onEventLoop(RequestCode.QUERY_CONSUMER_OFFSET, consumerOffsets::query)
                .onEventLoop(RequestCode.UPDATE_CONSUMER_OFFSET, consumerOffsets::update)
                .onEventLoop(RequestCode.GET_MAX_OFFSET, queueOffsets::max)
                .onEventLoop(RequestCode.GET_MIN_OFFSET, queueOffsets::min)
                .on(blocking, RequestCode.SEARCH_OFFSET_BY_TIMESTAMP, queueOffsets::searchByTime)
                .on(blocking, RequestCode.GET_EARLIEST_MSG_STORETIME, queueOffsets::earliestStoreTime)
                .on(blocking, RequestCode.QUERY_MESSAGE, queries::query)
                .on(blocking, RequestCode.VIEW_MESSAGE_BY_ID, queries::view)
                .on(blocking, RequestCode.GET_BROKER_RUNTIME_INFO, brokerAdmin::runtimeInfo)
                .on(blocking, RequestCode.GET_BROKER_CONFIG, brokerAdmin::config)
                .on(blocking, RequestCode.UPDATE_BROKER_CONFIG, brokerAdmin::updateConfig)
                .on(blocking, RequestCode.UPDATE_AND_CREATE_TOPIC, topicAdmin::update)
                .on(blocking, RequestCode.UPDATE_AND_CREATE_TOPIC_LIST, topicAdmin::updateList)
                .on(blocking, RequestCode.DELETE_TOPIC_IN_BROKER, topicAdmin::delete)
                .on(blocking, RequestCode.GET_TOPIC_CONFIG, topicAdmin::get)
                .on(blocking, RequestCode.GET_ALL_TOPIC_CONFIG, topicAdmin::getAll)
                .on(blocking, RequestCode.GET_TOPIC_STATS_INFO, topicAdmin::stats)
                .on(blocking, RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_BROKER, topicAdmin::systemTopics)
                .on(blocking, RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP, groupAdmin::update)
                .on(blocking, RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST, groupAdmin::updateList)
                .on(blocking, RequestCode.DELETE_SUBSCRIPTIONGROUP, groupAdmin::delete)
                .on(blocking, RequestCode.GET_SUBSCRIPTIONGROUP_CONFIG, groupAdmin::get)
                .on(blocking, RequestCode.GET_ALL_SUBSCRIPTIONGROUP_CONFIG, groupAdmin::getAll)
                .on(blocking, RequestCode.UPDATE_AND_GET_GROUP_FORBIDDEN, groupAdmin::forbid)
                .on(blocking, RequestCode.QUERY_TOPIC_CONSUME_BY_WHO, offsetAdmin::groupsOfTopic)
                .on(blocking, RequestCode.QUERY_TOPICS_BY_CONSUMER, offsetAdmin::topicsOfGroup)
                .on(blocking, RequestCode.QUERY_SUBSCRIPTION_BY_CONSUMER, offsetAdmin::subscription)
                .on(blocking, RequestCode.GET_ALL_CONSUMER_OFFSET, offsetAdmin::all)
                .on(blocking, RequestCode.GET_ALL_DELAY_OFFSET, offsetAdmin::allDelayed)
                .on(blocking, RequestCode.INVOKE_BROKER_TO_RESET_OFFSET, offsetReset::reset)
                .on(blocking, RequestCode.GET_CONSUME_STATS, consumeStats::consumeStats)
                .on(blocking, RequestCode.GET_BROKER_CONSUME_STATS, consumeStats::allConsumeStats)
                .on(blocking, RequestCode.VIEW_BROKER_STATS_DATA, brokerStats)
                .on(blocking, RequestCode.GET_BROKER_DIAGNOSIS, diagnosis)
                .onEventLoop(RequestCode.UPDATE_COLD_DATA_FLOW_CTR_CONFIG, coldReads::update)
                .onEventLoop(RequestCode.REMOVE_COLD_DATA_FLOW_CTR_CONFIG, coldReads::remove)
                .onEventLoop(RequestCode.GET_COLD_DATA_FLOW_CTR_INFO, coldReads::info)
                .on(blocking, RequestCode.DELETE_EXPIRED_COMMITLOG, storeAdmin::deleteExpired)
                .on(blocking, RequestCode.CLEAN_EXPIRED_CONSUMEQUEUE, storeAdmin::deleteExpired)
                .on(blocking, RequestCode.CLEAN_UNUSED_TOPIC, storeAdmin::deleteUnusedQueues)
                .on(blocking, RequestCode.QUERY_CORRECTION_OFFSET, groupOffsets::correction)
                .on(blocking, RequestCode.CLONE_GROUP_OFFSET, groupOffsets::cloneOffsets)
                .on(blocking, RequestCode.QUERY_CONSUME_QUEUE, consumeQueues)
                .on(blocking, RequestCode.QUERY_CONSUME_TIME_SPAN, consumeStats::timeSpan)
                .on(blocking, RequestCode.GET_CONSUMER_CONNECTION_LIST, connections::consumers)
                .on(blocking, RequestCode.GET_PRODUCER_CONNECTION_LIST, connections::producers)
                .on(blocking, RequestCode.GET_ALL_PRODUCER_INFO, connections::allProducers)
                .on(blocking, RequestCode.GET_CONSUMER_RUNNING_INFO, forward::runningInfo)
                .on(blocking, RequestCode.CONSUME_MESSAGE_DIRECTLY, forward::consumeDirectly)
                .on(blocking, RequestCode.INVOKE_BROKER_TO_GET_CONSUMER_STATUS, forward::consumerStatus);
    }

    /** The second port serves everything but what may wait long (docs/protocol/remoting.md 5). */
    RequestTable fastPort() {
        return mainPort()
                .without(
                        RequestCode.PULL_MESSAGE,
                        RequestCode.LITE_PULL_MESSAGE,
                        RequestCode.POP_MESSAGE,
                        RequestCode.PEEK_MESSAGE,
                        RequestCode.NOTIFICATION,
                        RequestCode.POLLING_INFO);
    }
}
