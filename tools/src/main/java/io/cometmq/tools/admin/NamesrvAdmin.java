package io.cometmq.tools.admin;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.ClusterInfo;
import io.cometmq.remoting.protocol.body.KVTable;
import io.cometmq.remoting.protocol.body.TopicList;
import io.cometmq.remoting.protocol.header.namesrv.AddWritePermOfBrokerRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.AddWritePermOfBrokerResponseHeader;
import io.cometmq.remoting.protocol.header.namesrv.DeleteKVConfigRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.DeleteTopicFromNamesrvRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.GetKVConfigRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.GetKVConfigResponseHeader;
import io.cometmq.remoting.protocol.header.namesrv.GetKVListByNamespaceRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.GetRouteInfoRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.GetTopicsByClusterRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.PutKVConfigRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.WipeWritePermOfBrokerRequestHeader;
import io.cometmq.remoting.protocol.header.namesrv.WipeWritePermOfBrokerResponseHeader;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What name servers are asked and told. Thread-safe. */
final class NamesrvAdmin {
    private final AdminCalls calls;

    NamesrvAdmin(AdminCalls calls) {
        this.calls = calls;
    }

    List<String> addresses() throws RemotingException {
        return calls.nameServers();
    }

    /** @param address null: of the name server that answers first */
    ClusterInfo clusterInfo(String address) throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(address, RequestCode.GET_BROKER_CLUSTER_INFO, null, ClusterInfo.class);
    }

    TopicList topics() throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(null, RequestCode.GET_ALL_TOPIC_LIST_FROM_NAMESERVER, null, TopicList.class);
    }

    TopicList topicsOfCluster(String cluster) throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(
                null, RequestCode.GET_TOPICS_BY_CLUSTER, new GetTopicsByClusterRequestHeader(cluster), TopicList.class);
    }

    TopicRouteData route(String topic) throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(
                null,
                RequestCode.GET_ROUTEINFO_BY_TOPIC,
                new GetRouteInfoRequestHeader(topic, true, null, null),
                TopicRouteData.class);
    }

    /** Takes the topic out of the routes of these name servers; null: of all. */
    void deleteTopic(Collection<String> addresses, String topic, String cluster)
            throws RemotingException, MQBrokerException, InterruptedException {
        for (String address : addresses == null ? calls.nameServers() : addresses) {
            calls.tell(
                    address,
                    RequestCode.DELETE_TOPIC_IN_NAMESRV,
                    new DeleteTopicFromNamesrvRequestHeader(topic, cluster),
                    null);
        }
    }

    void putValue(String namespace, String key, String value)
            throws RemotingException, MQBrokerException, InterruptedException {
        for (String address : calls.nameServers()) {
            calls.tell(address, RequestCode.PUT_KV_CONFIG, new PutKVConfigRequestHeader(namespace, key, value), null);
        }
    }

    /** Null when there is none. */
    String value(String namespace, String key) throws RemotingException, MQBrokerException, InterruptedException {
        RemotingCommand answer =
                calls.exchange(null, RequestCode.GET_KV_CONFIG, new GetKVConfigRequestHeader(namespace, key), null);
        return switch (answer.getCode()) {
            case ResponseCode.SUCCESS ->
                answer.decodeCommandCustomHeader(GetKVConfigResponseHeader.class)
                        .value();
            case ResponseCode.QUERY_NOT_FOUND -> null;
            default -> throw AdminCalls.refused(null, answer);
        };
    }

    KVTable values(String namespace) throws RemotingException, MQBrokerException, InterruptedException {
        return calls.ask(
                null,
                RequestCode.GET_KVLIST_BY_NAMESPACE,
                new GetKVListByNamespaceRequestHeader(namespace),
                KVTable.class);
    }

    void deleteValue(String namespace, String key) throws RemotingException, MQBrokerException, InterruptedException {
        for (String address : calls.nameServers()) {
            calls.tell(address, RequestCode.DELETE_KV_CONFIG, new DeleteKVConfigRequestHeader(namespace, key), null);
        }
    }

    int wipeWritePerm(String address, String brokerName)
            throws RemotingException, MQBrokerException, InterruptedException {
        return calls.call(
                        address,
                        RequestCode.WIPE_WRITE_PERM_OF_BROKER,
                        new WipeWritePermOfBrokerRequestHeader(brokerName),
                        null)
                .decodeCommandCustomHeader(WipeWritePermOfBrokerResponseHeader.class)
                .wipeTopicCount();
    }

    int addWritePerm(String address, String brokerName)
            throws RemotingException, MQBrokerException, InterruptedException {
        return calls.call(
                        address,
                        RequestCode.ADD_WRITE_PERM_OF_BROKER,
                        new AddWritePermOfBrokerRequestHeader(brokerName),
                        null)
                .decodeCommandCustomHeader(AddWritePermOfBrokerResponseHeader.class)
                .addTopicCount();
    }

    /** By address; null: of all name servers. */
    Map<String, Properties> config(Collection<String> addresses)
            throws RemotingException, MQBrokerException, InterruptedException {
        Map<String, Properties> configs = new LinkedHashMap<>();
        for (String address : addresses == null ? calls.nameServers() : addresses) {
            byte[] text = calls.call(address, RequestCode.GET_NAMESRV_CONFIG, null, null)
                    .getBody();
            configs.put(address, PropertiesText.parse(text));
        }
        return configs;
    }

    void updateConfig(Properties changes, Collection<String> addresses)
            throws RemotingException, MQBrokerException, InterruptedException {
        for (String address : addresses == null ? calls.nameServers() : addresses) {
            calls.call(address, RequestCode.UPDATE_NAMESRV_CONFIG, null, PropertiesText.format(changes));
        }
    }
}
