package io.cometmq.client.impl.heartbeat;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.heartbeat.ConsumerData;
import io.cometmq.remoting.protocol.heartbeat.HeartbeatData;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Heartbeats whose subscriptions stay at home while a broker knows them (docs/protocol/semantics.md 7, heartbeat v2): a
 * fingerprint stands for them. Thread-safe.
 */
final class Fingerprints {
    /** Fingerprint of the subscriptions that were last sent whole, by address. */
    private final ConcurrentHashMap<String, Integer> known = new ConcurrentHashMap<>();

    @FunctionalInterface
    interface Sender {
        HeartbeatReply send(HeartbeatData heartbeat) throws RemotingException, MQBrokerException, InterruptedException;
    }

    HeartbeatReply send(String address, HeartbeatData heartbeat, Sender sender)
            throws RemotingException, MQBrokerException, InterruptedException {
        int fingerprint = fingerprint(heartbeat);
        if (known.getOrDefault(address, 0) == fingerprint) {
            HeartbeatReply reply = sender.send(withoutSubscriptions(heartbeat, fingerprint));
            if (!reply.wantsSubscriptions()) {
                return reply;
            }
        }
        HeartbeatReply reply = sender.send(new HeartbeatData(
                heartbeat.clientID(), heartbeat.producerDataSet(), heartbeat.consumerDataSet(), fingerprint, false));
        if (reply.takesFingerprints()) {
            known.put(address, fingerprint);
        } else {
            known.remove(address);
        }
        return reply;
    }

    /** Never 0; the same for the same subscriptions in every process of the group. */
    private static int fingerprint(HeartbeatData heartbeat) {
        Set<String> parts = new TreeSet<>();
        for (ConsumerData consumer : heartbeat.consumerDataSet()) {
            String group = consumer.groupName()
                    + '|'
                    + consumer.consumeType().name()
                    + '|'
                    + consumer.messageModel().name();
            parts.add(group);
            consumer.subscriptionDataSet()
                    .forEach(subscription -> parts.add(group
                            + '|'
                            + subscription.getTopic()
                            + '|'
                            + subscription.getExpressionType()
                            + '|'
                            + subscription.getSubString()));
        }
        int hash = String.join("\n", parts).hashCode();
        return hash == 0 ? 1 : hash;
    }

    private static HeartbeatData withoutSubscriptions(HeartbeatData heartbeat, int fingerprint) {
        Set<ConsumerData> bare = heartbeat.consumerDataSet().stream()
                .map(consumer -> new ConsumerData(
                        consumer.groupName(),
                        consumer.consumeType(),
                        consumer.messageModel(),
                        consumer.consumeFromWhere(),
                        Set.of(),
                        consumer.unitMode()))
                .collect(Collectors.toSet());
        return new HeartbeatData(heartbeat.clientID(), heartbeat.producerDataSet(), bare, fingerprint, true);
    }
}
