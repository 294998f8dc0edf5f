package io.cometmq.broker.client;

import io.cometmq.common.consumer.ConsumeFromWhere;
import io.cometmq.remoting.protocol.heartbeat.ConsumeType;
import io.cometmq.remoting.protocol.heartbeat.ConsumerData;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A consumer group that is online: its clients and what it subscribes to. Changed by {@link ConsumerManager} only; reads take no lock. */
public final class ConsumerGroupInfo {
    private final String group;
    private final GroupMembers members = new GroupMembers();

    /** By topic; never changed, only replaced. */
    private volatile Map<String, SubscriptionData> subscriptions = Map.of();

    private volatile ConsumeType consumeType;
    private volatile MessageModel messageModel;
    private volatile ConsumeFromWhere consumeFromWhere;

    /** Of the subscriptions that came last, 0 when their sender keeps none; guarded by the manager's lock. */
    private int fingerprint;

    ConsumerGroupInfo(String group) {
        this.group = group;
    }

    public String group() {
        return group;
    }

    /** Null when the group does not subscribe to the topic. */
    public SubscriptionData subscriptionData(String topic) {
        return subscriptions.get(topic);
    }

    /** By topic; not to be changed. */
    public Map<String, SubscriptionData> subscriptions() {
        return subscriptions;
    }

    /** Null when no client said. */
    public ConsumeType consumeType() {
        return consumeType;
    }

    /** Null when no client said. */
    public MessageModel messageModel() {
        return messageModel;
    }

    /** Null when no client said. */
    public ConsumeFromWhere consumeFromWhere() {
        return consumeFromWhere;
    }

    /** One for each connection of the group. */
    public Collection<ClientChannelInfo> clients() {
        return members.all();
    }

    /** Each client once, even when it is connected twice: clients share out queues by their places in this list. */
    public List<String> clientIds() {
        return members.all().stream()
                .map(ClientChannelInfo::clientId)
                .distinct()
                .toList();
    }

    /** Null when no such client of the group is online. */
    public ClientChannelInfo client(String clientId) {
        return members.find(clientId);
    }

    GroupMembers members() {
        return members;
    }

    /** Whether the subscriptions of that fingerprint are those that the group has. */
    boolean knows(int otherFingerprint) {
        return otherFingerprint != 0 && otherFingerprint == fingerprint;
    }

    void describe(ConsumerData data) {
        consumeType = data.consumeType();
        messageModel = data.messageModel();
        consumeFromWhere = data.consumeFromWhere();
    }

    /**
     * Takes over subscriptions: of a topic the later one counts, topics that are not among them are given up.
     *
     * @return whether topics came or went
     */
    boolean subscribe(Collection<SubscriptionData> latest, int latestFingerprint) {
        Map<String, SubscriptionData> present = subscriptions;
        Map<String, SubscriptionData> updated = new HashMap<>();
        for (SubscriptionData subscription : latest) {
            SubscriptionData before = present.get(subscription.getTopic());
            boolean later = before == null || before.getSubVersion() < subscription.getSubVersion();
            updated.put(subscription.getTopic(), later ? subscription : before);
        }
        fingerprint = latestFingerprint;
        subscriptions = Map.copyOf(updated);
        return !present.keySet().equals(updated.keySet());
    }
}
