package io.cometmq.tools.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.body.BrokerDiagnosis;
import io.cometmq.remoting.protocol.body.BrokerStatsData;
import io.cometmq.remoting.protocol.body.ColdDataFlowCtrInfo;
import io.cometmq.remoting.protocol.body.ConsumeStatsList;
import io.cometmq.remoting.protocol.body.KVTable;
import io.cometmq.remoting.protocol.body.ProducerTableInfo;
import io.cometmq.remoting.protocol.body.TopicConfigSerializeWrapper;
import io.cometmq.remoting.protocol.header.GetAllTopicConfigRequestHeader;
import io.cometmq.remoting.protocol.header.GetConsumeStatsInBrokerHeader;
import io.cometmq.remoting.protocol.header.ViewBrokerStatsDataRequestHeader;
import java.util.Properties;

/** What one broker is asked and told about itself. Thread-safe. */
final class BrokerAdmin {
    private final AdminCalls calls;

    BrokerAdmin(AdminCalls calls) {
        this.calls = calls;
    }

    KVTable runtimeInfo(String address) throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(address, RequestCode.GET_BROKER_RUNTIME_INFO, null, KVTable.class);
    }

    BrokerDiagnosis diagnose(String address) throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(address, RequestCode.GET_BROKER_DIAGNOSIS, null, BrokerDiagnosis.class);
    }

    Properties config(String address) throws RemotingException, MQBrokerException, InterruptedException {
        return PropertiesText.parse(
                calls.call(address, RequestCode.GET_BROKER_CONFIG, null, null).getBody());
    }

    void updateConfig(String address, Properties changes)
            throws RemotingException, MQBrokerException, InterruptedException {
        calls.call(address, RequestCode.UPDATE_BROKER_CONFIG, null, PropertiesText.format(changes));
    }

    BrokerStatsData stats(String address, String name, String key)
            throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(
                address,
                RequestCode.VIEW_BROKER_STATS_DATA,
                new ViewBrokerStatsDataRequestHeader(name, key),
                BrokerStatsData.class);
    }

    ProducerTableInfo producers(String address) throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(address, RequestCode.GET_ALL_PRODUCER_INFO, null, ProducerTableInfo.class);
    }

    ConsumeStatsList consumeStats(String address, boolean isOrder)
            throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(
                address,
                RequestCode.GET_BROKER_CONSUME_STATS,
                new GetConsumeStatsInBrokerHeader(isOrder),
                ConsumeStatsList.class);
    }

    TopicConfigSerializeWrapper topicConfigs(String address)
            throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(
                address,
                RequestCode.GET_ALL_TOPIC_CONFIG,
                new GetAllTopicConfigRequestHeader(0, null, null),
                TopicConfigSerializeWrapper.class);
    }

    void cleanExpiredConsumeQueues(String address) throws RemotingException, MQBrokerException, InterruptedException {
        calls.tell(address, RequestCode.CLEAN_EXPIRED_CONSUMEQUEUE, null, null);
    }

    void cleanUnusedTopics(String address) throws RemotingException, MQBrokerException, InterruptedException {
        calls.tell(address, RequestCode.CLEAN_UNUSED_TOPIC, null, null);
    }

    void deleteExpiredCommitLog(String address) throws RemotingException, MQBrokerException, InterruptedException {
        calls.tell(address, RequestCode.DELETE_EXPIRED_COMMITLOG, null, null);
    }

    ColdDataFlowCtrInfo coldReads(String address) throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(address, RequestCode.GET_COLD_DATA_FLOW_CTR_INFO, null, ColdDataFlowCtrInfo.class);
    }

    void limitColdReads(String address, String group, long bytesPerSecond)
            throws RemotingException, MQBrokerException, InterruptedException {
        Properties limit = new Properties();
        limit.setProperty(group, Long.toString(bytesPerSecond));
        calls.call(address, RequestCode.UPDATE_COLD_DATA_FLOW_CTR_CONFIG, null, PropertiesText.format(limit));
    }

    void removeColdReadLimit(String address, String group)
            throws RemotingException, MQBrokerException, InterruptedException {
        calls.call(address, RequestCode.REMOVE_COLD_DATA_FLOW_CTR_CONFIG, null, group.getBytes(UTF_8));
    }
}
