package io.cometmq.broker.client;

import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.protocol.heartbeat.ConsumerData;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The consumer groups that are online. Thread-safe; the listener is called outside the lock. */
public final class ConsumerManager {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerManager.class);

    /** A client that is no longer in the group. */
    private record Left(ConsumerGroupInfo group, ClientChannelInfo client) {}

    private final Consumer<ConsumerGroupInfo> membershipListener;
    private final List<SubscriptionListener> subscriptionListeners;

    /** Written under this object's lock only, read without. */
    private final Map<String, ConsumerGroupInfo> groups = new ConcurrentHashMap<>();

    /** The groups of each connection; guarded by this. */
    private final Map<Connection, Set<String>> groupsOfConnections = new HashMap<>();

    /**
     * @param membershipListener told of each group whose members or topics have changed and which is to rebalance
     * @param subscriptionListeners told what groups subscribe to
     */
    public ConsumerManager(
            Consumer<ConsumerGroupInfo> membershipListener, List<SubscriptionListener> subscriptionListeners) {
        this.membershipListener = membershipListener;
        this.subscriptionListeners = List.copyOf(subscriptionListeners);
    }

    /** Null when no client of the group is online. */
    public ConsumerGroupInfo find(String group) {
        return groups.get(group);
    }

    /** All groups that are online. */
    public Collection<ConsumerGroupInfo> all() {
        return Collections.unmodifiableCollection(groups.values());
    }

    /** Groups that are online and subscribe to the topic. */
    public Set<String> groupsOf(String topic) {
        Set<String> found = new HashSet<>();
        groups.forEach((name, group) -> {
            if (group.subscriptionData(topic) != null) {
                found.add(name);
            }
        });
        return found;
    }

    /**
     * A heartbeat of a consumer. Subscriptions decide which topics the group has; a heartbeat that leaves them out, because the
     * broker should know them by their fingerprint, keeps what there is.
     *
     * @return false when the subscriptions were left out and the broker does not have them: it needs them
     */
    public boolean register(
            ClientChannelInfo client, ConsumerData data, boolean withoutSubscriptions, int fingerprint) {
        ConsumerGroupInfo group;
        boolean changed;
        boolean known = true;
        synchronized (this) {
            if (!client.connection().isActive()) {
                return true; // it ended before its heartbeat was read, and nobody would remove it
            }
            group = groups.computeIfAbsent(data.groupName(), ConsumerGroupInfo::new);
            changed = group.members().heardOf(client);
            groupsOfConnections
                    .computeIfAbsent(client.connection(), any -> new HashSet<>())
                    .add(group.group());
            group.describe(data);
            if (withoutSubscriptions) {
                known = group.knows(fingerprint);
            } else {
                changed |= group.subscribe(data.subscriptionDataSet(), fingerprint);
            }
        }
        if (!withoutSubscriptions) {
            for (SubscriptionListener listener : subscriptionListeners) {
                listener.subscribed(group, client, data.subscriptionDataSet());
            }
        }
        if (changed) {
            LOG.info(
                    "consumer group {}: {} registered, topics {}",
                    data.groupName(),
                    client,
                    group.subscriptions().keySet());
            tell(group);
        }
        return known;
    }

    /** A client leaves a group. */
    public void unregister(Connection connection, String groupName) {
        Left left;
        synchronized (this) {
            Set<String> itsGroups = groupsOfConnections.get(connection);
            if (itsGroups == null || !itsGroups.remove(groupName)) {
                return;
            }
            if (itsGroups.isEmpty()) {
                groupsOfConnections.remove(connection);
            }
            left = remove(connection, groupName, "unregistered");
        }
        tell(left);
    }

    /** A connection has ended: its clients leave their groups. */
    public void closed(Connection connection) {
        List<Left> left = new ArrayList<>();
        synchronized (this) {
            Set<String> itsGroups = groupsOfConnections.remove(connection);
            if (itsGroups == null) {
                return;
            }
            itsGroups.forEach(group -> left.add(remove(connection, group, "disconnected")));
        }
        left.forEach(this::tell);
    }

    private Left remove(Connection connection, String groupName, String how) {
        ConsumerGroupInfo group = groups.get(groupName);
        ClientChannelInfo client = group.members().remove(connection);
        if (group.members().isEmpty()) {
            groups.remove(groupName);
        }
        LOG.info("consumer group {}: {} {}", groupName, client, how);
        return new Left(group, client);
    }

    private void tell(Left left) {
        subscriptionListeners.forEach(listener -> listener.left(left.group, left.client));
        tell(left.group);
    }

    private void tell(ConsumerGroupInfo group) {
        // In a broadcast group everyone has all queues, whoever comes or goes.
        if (group.messageModel() != MessageModel.BROADCASTING) {
            membershipListener.accept(group);
        }
    }

    /** Clients without a heartbeat since then, milliseconds since the epoch. */
    List<ClientChannelInfo> silentSince(long millis) {
        List<ClientChannelInfo> silent = new ArrayList<>();
        groups.values().forEach(group -> silent.addAll(group.members().silentSince(millis)));
        return silent;
    }
}
