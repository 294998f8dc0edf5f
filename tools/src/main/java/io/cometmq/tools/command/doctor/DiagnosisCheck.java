package io.cometmq.tools.command.doctor;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.BrokerDiagnosis;
import io.cometmq.remoting.protocol.body.BrokerDiagnosis.StuckQueue;
import io.cometmq.remoting.protocol.body.BrokerDiagnosis.SubscriptionConflict;
import io.cometmq.remoting.protocol.body.BrokerDiagnosis.UnknownTopic;
import io.cometmq.remoting.protocol.body.ClusterInfo;
import io.cometmq.tools.admin.Brokers;
import io.cometmq.tools.admin.DefaultMQAdminExt;
import io.cometmq.tools.command.CommandOptions;
import java.util.List;

/**
 * What a broker itself has found out over time (docs/protocol/extensions.md 1); other makes cannot be asked. Stateless.
 */
final class DiagnosisCheck {
    private DiagnosisCheck() {}

    /**
     * Of all masters.
     *
     * @param topic only what is about it; null: about any
     * @param group only what is about it; null: about any
     */
    static void run(ClusterInfo cluster, String topic, String group, DefaultMQAdminExt admin, Findings findings)
            throws InterruptedException {
        for (String address :
                Brokers.masters(List.copyOf(cluster.brokerAddrTable().values()))) {
            try {
                tell("broker " + address, admin.diagnose(address), topic, group, findings);
            } catch (RemotingException | MQBrokerException e) {
                // Another make, or out of reach: the brokers' own check tells that.
            }
        }
    }

    static void tell(String subject, BrokerDiagnosis diagnosis, String topic, String group, Findings findings) {
        for (SubscriptionConflict conflict : diagnosis.subscriptionConflicts()) {
            if (matches(group, conflict.group())) {
                findings.problem(
                        subject,
                        "since " + CommandOptions.showSeconds(conflict.sinceMillis()) + " the clients of group "
                                + conflict.group() + " want different things: " + conflict.clients(),
                        "run the same subscriptions in all clients of a group");
            }
        }
        for (StuckQueue queue : diagnosis.stuckQueues()) {
            if (matches(topic, queue.topic()) && matches(group, queue.group())) {
                stuck(subject, queue, findings);
            }
        }
        for (UnknownTopic unknown : diagnosis.unknownTopics()) {
            if (matches(topic, unknown.topic())) {
                findings.warning(
                        subject,
                        unknown.clientAddress() + " has asked for topic " + unknown.topic()
                                + ", which is not there, for a " + unknown.askedFor() + ", " + unknown.count()
                                + " times: " + unknown.reason(),
                        unknown.nearest().isEmpty()
                                ? "create the topic, or correct its name in the client"
                                : "perhaps one of these is meant: " + unknown.nearest());
            }
        }
    }

    private static boolean matches(String wanted, String name) {
        return wanted == null || wanted.equals(name);
    }

    private static void stuck(String subject, StuckQueue queue, Findings findings) {
        findings.problem(
                subject,
                "group " + queue.group() + " does not get beyond offset " + queue.queueOffset() + " of queue "
                        + queue.queueId()
                        + " of " + queue.topic() + " since " + CommandOptions.showSeconds(queue.sinceMillis()) + "; "
                        + (queue.brokerOffset() - queue.queueOffset()) + " messages wait; the client is "
                        + (queue.clientId() == null ? "not known" : queue.clientId() + ", " + queue.clientAddress()),
                (queue.messageId() == null
                                ? ""
                                : "look at message " + queue.messageId() + " (mqadmin queryMsgById), and ")
                        + "at the client's threads (mqadmin consumerStatus -g " + queue.group() + " -i CLIENT -s)");
    }
}
