package io.cometmq.broker.server;

import io.cometmq.broker.assignment.QueryAssignmentProcessor;
import io.cometmq.broker.client.ClientManageProcessor;
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
        AdminRequests admin,
        Executor endTransactions,
        Executor blocking) {

    RequestTable mainPort() {
        return admin.addTo(UnsupportedRequests.addTo(new RequestTable()), blocking)
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
                .on(blocking, RequestCode.VIEW_MESSAGE_BY_ID, queries::view);
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
