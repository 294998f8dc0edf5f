package io.cometmq.tools.admin;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.ClusterInfo;
import io.cometmq.remoting.protocol.body.KVTable;
import io.cometmq.remoting.protocol.body.TopicList;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What can be asked of and told to name servers: clusters, routes, values, their own settings. RocketMQ's public methods; {@link DefaultMQAdminExt} has them all. */
public interface NamesrvAdminExt {
    /** What the calls are made with. */
    AdminParts parts();

    /** The name servers' addresses; throws when there is none. */
    default List<String> configuredNameServers() throws RemotingException {
        return parts().namesrv().addresses();
    }

    /** All brokers and clusters. */
    default ClusterInfo examineBrokerClusterInfo() throws RemotingException, MQBrokerException, InterruptedException {
        return parts().namesrv().clusterInfo(null);
    }

    /** All brokers and clusters that this name server knows. */
    default ClusterInfo examineBrokerClusterInfo(String namesrvAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().namesrv().clusterInfo(namesrvAddr);
    }

    default TopicList fetchAllTopicList() throws RemotingException, MQBrokerException, InterruptedException {
        return parts().namesrv().topics();
    }

    default TopicList fetchTopicsByCLuster(String clusterName)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().namesrv().topicsOfCluster(clusterName);
    }

    default TopicRouteData examineTopicRouteInfo(String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().namesrv().route(topic);
    }

    /** The route of a topic that a message would create where it does not exist yet. */
    default TopicRouteData routeForSending(String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().routeForSending(topic);
    }

    /** The names of the clusters that hold the topic. */
    default Set<String> getTopicClusterList(String topic)
            throws RemotingException, MQBrokerException, InterruptedException {
        return examineTopicRouteInfo(topic).brokerDatas().stream()
                .map(BrokerData::cluster)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Null when there is none. */
    default String getKVConfig(String namespace, String key)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().namesrv().value(namespace, key);
    }

    default KVTable getKVListByNamespace(String namespace)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().namesrv().values(namespace);
    }

    /** On all name servers. */
    default void createAndUpdateKvConfig(String namespace, String key, String value)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().namesrv().putValue(namespace, key, value);
    }

    /** On all name servers. */
    default void deleteKvConfig(String namespace, String key)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().namesrv().deleteValue(namespace, key);
    }

    /** Takes a broker out of write traffic on one name server; gives the number of topics. */
    default int wipeWritePermOfBroker(String namesrvAddr, String brokerName)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().namesrv().wipeWritePerm(namesrvAddr, brokerName);
    }

    default int addWritePermOfBroker(String namesrvAddr, String brokerName)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().namesrv().addWritePerm(namesrvAddr, brokerName);
    }

    /** By address; null: of all. */
    default Map<String, Properties> getNameServerConfig(List<String> nameServers)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().namesrv().config(nameServers);
    }

    /** null: on all. */
    default void updateNameServerConfig(Properties properties, List<String> nameServers)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().namesrv().updateConfig(properties, nameServers);
    }

    /** The order configuration of a topic; with {@code isCluster} the value replaces it, else the parts of it with the same broker. */
    default void createOrUpdateOrderConf(String key, String value, boolean isCluster)
            throws RemotingException, MQBrokerException, InterruptedException {
        String old = isCluster ? null : parts().namesrv().value(OrderConf.NAMESPACE, key);
        parts().namesrv().putValue(OrderConf.NAMESPACE, key, OrderConf.merge(old, value));
    }
}
