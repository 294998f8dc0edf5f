package io.cometmq.tools.command.doctor;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.body.ClusterInfo;
import io.cometmq.tools.admin.DefaultMQAdminExt;
import java.util.Set;
import java.util.TreeSet;

/** Whether the name servers answer, and know the same brokers. Stateless. */
final class NameServerCheck {
    private NameServerCheck() {}

    /** What the first that answers knows; null when none answers. */
    static ClusterInfo run(DefaultMQAdminExt admin, Findings findings) throws RemotingException, InterruptedException {
        ClusterInfo first = null;
        String firstAddress = null;
        for (String address : admin.configuredNameServers()) {
            String subject = "name server " + address;
            try {
                ClusterInfo info = admin.examineBrokerClusterInfo(address);
                if (first == null) {
                    first = info;
                    firstAddress = address;
                }
                if (info.brokerAddrTable().isEmpty()) {
                    findings.problem(
                            subject,
                            "no broker is registered",
                            "start a broker with this name server: mqbroker -n " + address + ", or namesrvAddr");
                } else if (!names(info).equals(names(first))) {
                    findings.problem(
                            subject,
                            "it knows the brokers " + names(info) + ", but " + firstAddress + " knows " + names(first),
                            "give all brokers all name servers in namesrvAddr");
                } else {
                    findings.ok(subject, "it answers, and knows the brokers " + names(info));
                }
            } catch (RemotingException | MQBrokerException e) {
                findings.problem(
                        subject,
                        "it does not answer: " + e.getMessage(),
                        "start it, open its port, or correct the address");
            }
        }
        return first;
    }

    private static Set<String> names(ClusterInfo info) {
        return new TreeSet<>(info.brokerAddrTable().keySet());
    }
}
