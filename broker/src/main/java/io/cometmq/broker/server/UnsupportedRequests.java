package io.cometmq.broker.server;

import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.rpc.RequestTable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests that RocketMQ's broker answers and this one does not, each with the reason: it is told in the answer, which is the one that
 * any broker gives to a code that it does not know (docs/protocol/response-codes.md 3). docs/compatibility.md lists them.
 */
final class UnsupportedRequests {
    private static final String REPLICATION = "it needs replication, which CometMQ does not have yet";
    private static final String CONTROLLER = "it needs the controller, which CometMQ does not have yet";
    private static final String ACCESS_CONTROL = "CometMQ has no users and access rules yet";
    private static final String ROCKSDB = "CometMQ keeps nothing in RocksDB";

    /** Reasons by request code. */
    static final Map<Integer, String> REASONS = reasons();

    private UnsupportedRequests() {}

    private static Map<Integer, String> reasons() {
        Map<Integer, String> reasons = new TreeMap<>();
        put(
                reasons,
                REPLICATION,
                RequestCode.NOTIFY_MIN_BROKER_ID_CHANGE,
                RequestCode.EXCHANGE_BROKER_HA_INFO,
                RequestCode.GET_BROKER_HA_STATUS,
                RequestCode.RESET_MASTER_FLUSH_OFFSET);
        put(reasons, CONTROLLER, RequestCode.GET_BROKER_EPOCH_CACHE, RequestCode.NOTIFY_BROKER_ROLE_CHANGED);
        for (int code = RequestCode.AUTH_CREATE_USER; code <= RequestCode.AUTH_LIST_ACL; code++) {
            reasons.put(code, ACCESS_CONTROL);
        }
        put(
                reasons,
                ROCKSDB,
                RequestCode.CHECK_ROCKSDB_CQ_WRITE_PROGRESS,
                RequestCode.EXPORT_ROCKSDB_CONFIG_TO_JSON,
                RequestCode.SWITCH_TIMER_ENGINE,
                RequestCode.POP_ROLLBACK);
        put(reasons, "CometMQ has no static topics", RequestCode.UPDATE_AND_CREATE_STATIC_TOPIC);
        put(
                reasons,
                "the JVM cannot advise the system how a mapped file is read (madvise)",
                RequestCode.SET_COMMITLOG_READ_MODE);
        return Map.copyOf(reasons);
    }

    private static void put(Map<Integer, String> reasons, String reason, int... codes) {
        for (int code : codes) {
            reasons.put(code, reason);
        }
    }

    /** Adds them to the table, and returns it. */
    static RequestTable addTo(RequestTable table) {
        REASONS.forEach((code, reason) -> table.onEventLoop(
                code,
                (exchange, request) -> RemotingCommand.createResponseCommand(
                        ResponseCode.REQUEST_CODE_NOT_SUPPORTED,
                        " request type " + code + " not supported: " + reason)));
        return table;
    }
}
