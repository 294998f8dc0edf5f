package io.cometmq.tools.command.doctor;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.MixAll;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.Connection;
import io.cometmq.remoting.protocol.body.ConsumerConnection;
import io.cometmq.remoting.protocol.body.ConsumerRunningInfo;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.protocol.route.TopicRouteData;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import io.cometmq.tools.admin.Brokers;
import io.cometmq.tools.admin.DefaultMQAdminExt;
import io.cometmq.tools.command.consumer.GroupHealth;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether a group may consume a topic, has clients that do, and gets on. Used by one thread. */
final class GroupCheck {
    private final String group;
    private final String topic;
    private final TopicRouteData route;
    private final DefaultMQAdminExt admin;
    private final Findings findings;
    private final String subject;

    GroupCheck(String group, String topic, TopicRouteData route, DefaultMQAdminExt admin, Findings findings) {
        this.group = group;
        this.topic = topic;
        this.route = route;
        this.admin = admin;
        this.findings = findings;
        this.subject = "group " + group;
    }

    void run(long nowMillis) throws RemotingException, InterruptedException {
        Map<String, ConsumerConnection> byBroker = new TreeMap<>();
        for (String address : Brokers.addresses(route)) {
            try {
                config(address);
                byBroker.put(address, admin.examineConsumerConnectionInfo(group, address));
            } catch (MQBrokerException e) {
                if (e.getResponseCode() != ResponseCode.CONSUMER_NOT_ONLINE) {
                    findings.problem(
                            subject,
                            "broker " + address + " does not tell its clients: " + e.getErrorMessage(),
                            "look into the broker's log");
                }
            } catch (RemotingException e) {
                // The broker's own check has said that it cannot be reached.
            }
        }
        if (byBroker.isEmpty()) {
            findings.problem(
                    subject,
                    "none of its clients is connected to a broker of the topic",
                    "start a consumer, or look into its log");
        } else {
            clients(byBroker, nowMillis);
        }
        deadLetters();
    }

    private void config(String address) throws RemotingException, MQBrokerException, InterruptedException {
        SubscriptionGroupConfig config = admin.examineSubscriptionGroupConfig(address, group);
        if (config == null) {
            findings.warning(
                    subject,
                    "broker " + address + " does not know it",
                    "it is made by its first consumer where autoCreateSubscriptionGroup is on; else mqadmin updateSubGroup -b "
                            + address + " -g " + group);
        } else if (!config.isConsumeEnable()) {
            findings.problem(
                    subject,
                    "broker " + address + " lets it not consume",
                    "mqadmin updateSubGroup -b " + address + " -g " + group + " -s true");
        }
    }

    private void clients(Map<String, ConsumerConnection> byBroker, long nowMillis)
            throws RemotingException, InterruptedException {
        Set<String> all = new TreeSet<>();
        byBroker.values().forEach(clients -> all.addAll(ids(clients)));
        byBroker.forEach((address, clients) -> {
            Set<String> missing = new TreeSet<>(all);
            missing.removeAll(ids(clients));
            if (!missing.isEmpty()) {
                findings.warning(
                        subject,
                        "the clients " + missing + " are not connected to broker " + address,
                        "they learn of a new broker within half a minute; if it stays so, they cannot reach its address");
            }
        });
        ConsumerConnection any = byBroker.values().iterator().next();
        if (!any.subscriptionTable().containsKey(topic)) {
            findings.problem(
                    subject,
                    "its clients do not subscribe to topic " + topic + " but to "
                            + new TreeSet<>(any.subscriptionTable().keySet()),
                    "subscribe to it, in all clients of the group");
            return;
        }
        findings.ok(
                subject,
                all.size() + " clients subscribe with "
                        + any.subscriptionTable().get(topic).getSubString());
        Map<String, ConsumerRunningInfo> members = members(all);
        GroupHealth.problems(members)
                .forEach(text ->
                        findings.problem(subject, text, "run the same subscriptions in all clients of a group"));
        boolean shares =
                any.consumeType() != ConsumeType.CONSUME_ACTIVELY && any.messageModel() == MessageModel.CLUSTERING;
        if (any.messageModel() == MessageModel.CLUSTERING) {
            progress(members, shares && members.size() == all.size(), nowMillis);
        }
    }

    private static Set<String> ids(ConsumerConnection clients) {
        return clients.connectionSet().stream().map(Connection::clientId).collect(Collectors.toSet());
    }

    private Map<String, ConsumerRunningInfo> members(Set<String> clients) throws InterruptedException {
        Map<String, ConsumerRunningInfo> members = new TreeMap<>();
        for (String client : clients) {
            try {
                members.put(client, admin.getConsumerRunningInfo(group, client, false));
            } catch (RemotingException | MQBrokerException e) {
                findings.warning(
                        "client " + client,
                        "it does not say what it is doing: " + e.getMessage(),
                        "clients of other languages may not know how; else look at its load and its log");
            }
        }
        return members;
    }

    private void progress(Map<String, ConsumerRunningInfo> members, boolean checksOwners, long nowMillis)
            throws RemotingException, InterruptedException {
        try {
            QueueCheck.run(
                    subject,
                    topic,
                    admin.examineConsumeStats(group, topic),
                    members,
                    checksOwners,
                    nowMillis,
                    findings);
        } catch (MQBrokerException e) {
            findings.warning(
                    subject,
                    "its progress is not told: " + e.getErrorMessage(),
                    "it may not have consumed anything yet");
        }
    }

    private void deadLetters() throws RemotingException, InterruptedException {
        String name = MixAll.getDLQTopic(group);
        try {
            long dead = admin.examineTopicStats(name).offsetTable().values().stream()
                    .mapToLong(offset -> offset.maxOffset() - offset.minOffset())
                    .sum();
            if (dead > 0) {
                findings.warning(
                        subject,
                        dead + " messages were given up after too many failures",
                        "look at them: mqadmin tail -t " + name + " --no-follow --format json");
            }
        } catch (MQBrokerException e) {
            // Without such a topic nothing was given up.
        }
    }
}
