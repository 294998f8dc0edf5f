package io.cometmq.tools.command.doctor;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MixAll;
import io.cometmq.common.constant.PermName;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.route.BrokerData;
import io.cometmq.remoting.protocol.route.QueueData;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import io.cometmq.tools.admin.DefaultMQAdminExt;

/** Whether a topic is there, and can be written and read. Stateless. */
final class TopicCheck {
    private TopicCheck() {}

    /** The topic's route; null when there is none. */
    static TopicRouteData run(String topic, DefaultMQAdminExt admin, Findings findings)
            throws RemotingException, InterruptedException {
        String subject = "topic " + topic;
        try {
            TopicRouteData route = admin.examineTopicRouteInfo(topic);
            for (QueueData queues : route.queueDatas()) {
                permission(subject, topic, queues, route, admin, findings);
            }
            long written = route.queueDatas().stream()
                    .filter(queues -> PermName.isWriteable(queues.perm()))
                    .mapToInt(QueueData::writeQueueNums)
                    .sum();
            if (written == 0) {
                findings.problem(
                        subject,
                        "it has no queue that can be written",
                        "mqadmin updateTopicPerm -t " + topic + " -p 6, on its brokers");
            } else {
                findings.ok(
                        subject, written + " queues on " + route.queueDatas().size() + " brokers can be written");
            }
            return route;
        } catch (MQBrokerException e) {
            findings.problem(
                    subject, "it has no route: " + e.getErrorMessage(), "mqadmin updateTopic -c CLUSTER -t " + topic);
            return null;
        }
    }

    private static void permission(
            String subject,
            String topic,
            QueueData queues,
            TopicRouteData route,
            DefaultMQAdminExt admin,
            Findings findings)
            throws RemotingException, InterruptedException {
        String name = queues.brokerName();
        if (!PermName.isReadable(queues.perm())) {
            findings.problem(
                    subject,
                    "its queues on broker " + name + " cannot be read",
                    "mqadmin updateTopicPerm -t " + topic + " -p 6");
        }
        if (PermName.isWriteable(queues.perm())) {
            return;
        }
        if (isWriteableOnBroker(topic, name, route, admin)) {
            findings.warning(
                    subject,
                    "the name server says that its queues on broker " + name
                            + " cannot be written, the broker says they can",
                    "the broker was taken out of write traffic: mqadmin addWritePerm -b " + name);
        } else {
            findings.warning(
                    subject,
                    "its queues on broker " + name + " cannot be written",
                    "mqadmin updateTopicPerm -t " + topic + " -p 6");
        }
    }

    private static boolean isWriteableOnBroker(
            String topic, String brokerName, TopicRouteData route, DefaultMQAdminExt admin)
            throws InterruptedException {
        for (BrokerData broker : route.brokerDatas()) {
            String address = broker.brokerAddrs().get(MixAll.MASTER_ID);
            if (broker.brokerName().equals(brokerName) && address != null) {
                try {
                    return PermName.isWriteable(
                            admin.examineTopicConfig(address, topic).getPerm());
                } catch (RemotingException | MQBrokerException e) {
                    return false; // the broker's own check tells that it cannot be asked
                }
            }
        }
        return false;
    }
}
