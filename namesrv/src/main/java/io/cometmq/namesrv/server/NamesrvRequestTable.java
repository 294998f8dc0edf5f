package io.cometmq.namesrv.server;

import io.cometmq.namesrv.config.KvConfigProcessor;
import io.cometmq.namesrv.config.NamesrvConfigProcessor;
import io.cometmq.namesrv.route.BrokerRegistrationProcessor;
import io.cometmq.namesrv.route.ClusterProcessor;
import io.cometmq.namesrv.route.RouteProcessor;
import io.cometmq.namesrv.route.TopicProcessor;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.rpc.RequestTable;
import java.util.concurrent.Executor;

/** Every request that the name server answers (docs/protocol/request-codes.md, "Name server"): code, handler, thread. */
record NamesrvRequestTable(
        RouteProcessor route,
        BrokerRegistrationProcessor registration,
        TopicProcessor topics,
        ClusterProcessor cluster,
        KvConfigProcessor kvConfig,
        NamesrvConfigProcessor config,
        Executor registrations,
        Executor admin) {
    RequestTable table() {
        return new RequestTable()
                .onEventLoop(RequestCode.GET_ROUTEINFO_BY_TOPIC, route::getRoute)
                .on(registrations, RequestCode.REGISTER_BROKER, registration::register)
                .on(registrations, RequestCode.UNREGISTER_BROKER, registration::unregister)
                .on(registrations, RequestCode.QUERY_DATA_VERSION, registration::queryDataVersion)
                .on(registrations, RequestCode.BROKER_HEARTBEAT, registration::heartbeat)
                .on(registrations, RequestCode.REGISTER_TOPIC_IN_NAMESRV, topics::register)
                .on(admin, RequestCode.GET_BROKER_CLUSTER_INFO, cluster::clusterInfo)
                .on(admin, RequestCode.GET_BROKER_MEMBER_GROUP, cluster::memberGroup)
                .on(admin, RequestCode.WIPE_WRITE_PERM_OF_BROKER, topics::wipeWritePerm)
                .on(admin, RequestCode.ADD_WRITE_PERM_OF_BROKER, topics::addWritePerm)
                .on(admin, RequestCode.DELETE_TOPIC_IN_NAMESRV, topics::delete)
                .on(admin, RequestCode.GET_ALL_TOPIC_LIST_FROM_NAMESERVER, topics::listAll)
                .on(admin, RequestCode.GET_TOPICS_BY_CLUSTER, topics::listOfCluster)
                .on(admin, RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_NS, topics::listSystem)
                .on(admin, RequestCode.GET_UNIT_TOPIC_LIST, topics::listUnit)
                .on(admin, RequestCode.GET_HAS_UNIT_SUB_TOPIC_LIST, topics::listUnitSub)
                .on(admin, RequestCode.GET_HAS_UNIT_SUB_UNUNIT_TOPIC_LIST, topics::listUnitSubUnUnit)
                .on(admin, RequestCode.PUT_KV_CONFIG, kvConfig::put)
                .on(admin, RequestCode.GET_KV_CONFIG, kvConfig::get)
                .on(admin, RequestCode.DELETE_KV_CONFIG, kvConfig::delete)
                .on(admin, RequestCode.GET_KVLIST_BY_NAMESPACE, kvConfig::list)
                .on(admin, RequestCode.UPDATE_NAMESRV_CONFIG, config::update)
                .on(admin, RequestCode.GET_NAMESRV_CONFIG, config::get);
    }
}
