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
import io.cometmq.broker.client.CarriedSubscriptions;
import io.cometmq.broker.client.ConsumerManager;
import io.cometmq.broker.client.ProducerManager;
import io.cometmq.broker.coldread.ColdReadAdminProcessor;
import io.cometmq.broker.config.LiveConfig;
import io.cometmq.broker.diagnosis.DiagnosisProcessor;
import io.cometmq.broker.filter.MessageFilters;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.pop.PopService;
import io.cometmq.broker.schedule.ScheduleMessageService;
import io.cometmq.broker.stats.BrokerRuntimeInfo;
import io.cometmq.broker.stats.BrokerStatsManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.rpc.RequestTable;
import io.cometmq.store.DefaultMessageStore;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** What operators ask of a broker (docs/protocol/request-codes.md): most of it may read the disk or wait for somebody else. */
record AdminRequests(
        LiveConfig configs,
        BrokerRuntimeInfo runtimeInfo,
        BrokerTables tables,
        ConsumerManager consumers,
        CarriedSubscriptions carried,
        ProducerManager producers,
        MessageFilters filters,
        DefaultMessageStore store,
        ScheduleMessageService schedule,
        PopService pop,
        BrokerStatsManager stats,
        DiagnosisProcessor diagnosis,
        ColdReadAdminProcessor coldReads,
        LongSupplier clockMillis) {

    RequestTable addTo(RequestTable table, Executor blocking) {
        addBroker(table, blocking);
        addTopicsAndGroups(table, blocking);
        addConsumption(table, blocking);
        addClients(table, blocking);
        return table;
    }

    private void addBroker(RequestTable table, Executor blocking) {
        BrokerAdminProcessor brokerAdmin = new BrokerAdminProcessor(configs, runtimeInfo);
        StoreAdminProcessor storeAdmin = new StoreAdminProcessor(tables.topics(), store);
        BrokerStatsProcessor brokerStats = new BrokerStatsProcessor(stats);
        table.on(blocking, RequestCode.GET_BROKER_RUNTIME_INFO, brokerAdmin::runtimeInfo)
                .on(blocking, RequestCode.GET_BROKER_CONFIG, brokerAdmin::config)
                .on(blocking, RequestCode.UPDATE_BROKER_CONFIG, brokerAdmin::updateConfig)
                .on(blocking, RequestCode.VIEW_BROKER_STATS_DATA, brokerStats)
                .on(blocking, RequestCode.GET_BROKER_DIAGNOSIS, diagnosis)
                .onEventLoop(RequestCode.UPDATE_COLD_DATA_FLOW_CTR_CONFIG, coldReads::update)
                .onEventLoop(RequestCode.REMOVE_COLD_DATA_FLOW_CTR_CONFIG, coldReads::remove)
                .onEventLoop(RequestCode.GET_COLD_DATA_FLOW_CTR_INFO, coldReads::info)
                .on(blocking, RequestCode.DELETE_EXPIRED_COMMITLOG, storeAdmin::deleteExpired)
                .on(blocking, RequestCode.CLEAN_EXPIRED_CONSUMEQUEUE, storeAdmin::deleteExpired)
                .on(blocking, RequestCode.CLEAN_UNUSED_TOPIC, storeAdmin::deleteUnusedQueues);
    }

    private void addTopicsAndGroups(RequestTable table, Executor blocking) {
        TopicAdminProcessor topicAdmin = new TopicAdminProcessor(
                tables.topics(), tables.offsets(), store, stats, brokerName(), pop::topicDeleted);
        GroupAdminProcessor groupAdmin = new GroupAdminProcessor(tables.groups(), tables.offsets(), pop::groupDeleted);
        table.on(blocking, RequestCode.UPDATE_AND_CREATE_TOPIC, topicAdmin::update)
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
                .on(blocking, RequestCode.UPDATE_AND_GET_GROUP_FORBIDDEN, groupAdmin::forbid);
    }

    private void addConsumption(RequestTable table, Executor blocking) {
        TopicConfigManager topics = tables.topics();
        ConsumerOffsetManager offsets = tables.offsets();
        OffsetAdminProcessor offsetAdmin = new OffsetAdminProcessor(
                offsets, consumers, carried, schedule::snapshot, configs.get().brokerAddr());
        OffsetResetProcessor offsetReset =
                new OffsetResetProcessor(offsets, tables.groups(), topics, store, brokerName());
        ConsumeStatsProcessor consumeStats = new ConsumeStatsProcessor(
                offsets,
                consumers,
                tables.groups(),
                topics,
                store,
                stats,
                brokerName(),
                configs.get().brokerAddr(),
                clockMillis);
        GroupOffsetProcessor groupOffsets = new GroupOffsetProcessor(offsets, consumers, topics);
        ConsumeQueueProcessor consumeQueues = new ConsumeQueueProcessor(consumers, filters, store);
        table.on(blocking, RequestCode.QUERY_TOPIC_CONSUME_BY_WHO, offsetAdmin::groupsOfTopic)
                .on(blocking, RequestCode.QUERY_TOPICS_BY_CONSUMER, offsetAdmin::topicsOfGroup)
                .on(blocking, RequestCode.QUERY_SUBSCRIPTION_BY_CONSUMER, offsetAdmin::subscription)
                .on(blocking, RequestCode.GET_ALL_CONSUMER_OFFSET, offsetAdmin::all)
                .on(blocking, RequestCode.GET_ALL_DELAY_OFFSET, offsetAdmin::allDelayed)
                .on(blocking, RequestCode.INVOKE_BROKER_TO_RESET_OFFSET, offsetReset::reset)
                .on(blocking, RequestCode.GET_CONSUME_STATS, consumeStats::consumeStats)
                .on(blocking, RequestCode.GET_BROKER_CONSUME_STATS, consumeStats::allConsumeStats)
                .on(blocking, RequestCode.QUERY_CORRECTION_OFFSET, groupOffsets::correction)
                .on(blocking, RequestCode.CLONE_GROUP_OFFSET, groupOffsets::cloneOffsets)
                .on(blocking, RequestCode.QUERY_CONSUME_QUEUE, consumeQueues)
                .on(blocking, RequestCode.QUERY_CONSUME_TIME_SPAN, consumeStats::timeSpan);
    }

    private void addClients(RequestTable table, Executor blocking) {
        ConnectionAdminProcessor connections = new ConnectionAdminProcessor(consumers, producers);
        ClientForwardProcessor forward =
                new ClientForwardProcessor(consumers, tables.groups(), tables.topics(), store, brokerName());
        table.on(blocking, RequestCode.GET_CONSUMER_CONNECTION_LIST, connections::consumers)
                .on(blocking, RequestCode.GET_PRODUCER_CONNECTION_LIST, connections::producers)
                .on(blocking, RequestCode.GET_ALL_PRODUCER_INFO, connections::allProducers)
                .on(blocking, RequestCode.GET_CONSUMER_RUNNING_INFO, forward::runningInfo)
                .on(blocking, RequestCode.CONSUME_MESSAGE_DIRECTLY, forward::consumeDirectly)
                .on(blocking, RequestCode.INVOKE_BROKER_TO_GET_CONSUMER_STATUS, forward::consumerStatus);
    }

    private String brokerName() {
        return configs.get().brokerName();
    }
}
