package io.cometmq.tools.admin;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.BrokerDiagnosis;
import io.cometmq.remoting.protocol.body.BrokerStatsData;
import io.cometmq.remoting.protocol.body.ColdDataFlowCtrInfo;
import io.cometmq.remoting.protocol.body.ConsumeStatsList;
import io.cometmq.remoting.protocol.body.KVTable;
import io.cometmq.remoting.protocol.body.ProducerTableInfo;
import java.util.Properties;

/** What can be asked of and told to one broker about itself. RocketMQ's public methods; {@link DefaultMQAdminExt} has them all. */
public interface BrokerAdminExt {
    /** What the calls are made with. */
    AdminParts parts();

    default KVTable fetchBrokerRuntimeStats(String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().broker().runtimeInfo(brokerAddr);
    }

    /** What looks wrong on a CometMQ broker; brokers of other makes refuse to tell. */
    default BrokerDiagnosis diagnose(String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().broker().diagnose(brokerAddr);
    }

    default Properties getBrokerConfig(String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().broker().config(brokerAddr);
    }

    default void updateBrokerConfig(String brokerAddr, Properties properties)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().broker().updateConfig(brokerAddr, properties);
    }

    default BrokerStatsData viewBrokerStatsData(String brokerAddr, String statsName, String statsKey)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().broker().stats(brokerAddr, statsName, statsKey);
    }

    default ProducerTableInfo getAllProducerInfo(String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().broker().producers(brokerAddr);
    }

    default ConsumeStatsList fetchConsumeStatsInBroker(String brokerAddr, boolean isOrder, long timeoutMillis)
            throws RemotingException, MQBrokerException, InterruptedException {
        return new BrokerAdmin(parts().calls().within(timeoutMillis)).consumeStats(brokerAddr, isOrder);
    }

    default boolean cleanExpiredConsumerQueueByAddr(String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().broker().cleanExpiredConsumeQueues(brokerAddr);
        return true;
    }

    default boolean cleanUnusedTopicByAddr(String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().broker().cleanUnusedTopics(brokerAddr);
        return true;
    }

    default boolean deleteExpiredCommitLogByAddr(String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().broker().deleteExpiredCommitLog(brokerAddr);
        return true;
    }

    /** What groups read of old messages, and may read. */
    default ColdDataFlowCtrInfo getColdDataFlowCtrInfo(String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        return parts().broker().coldReads(brokerAddr);
    }

    default void updateColdDataFlowCtrGroupConfig(String brokerAddr, String group, long bytesPerSecond)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().broker().limitColdReads(brokerAddr, group, bytesPerSecond);
    }

    default void removeColdDataFlowCtrGroupConfig(String brokerAddr, String group)
            throws RemotingException, MQBrokerException, InterruptedException {
        parts().broker().removeColdReadLimit(brokerAddr, group);
    }
}
