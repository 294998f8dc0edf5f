package io.cometmq.broker.client;

import io.cometmq.remoting.netty.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The producer groups that are online. Thread-safe. */
public final class ProducerManager {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerManager.class);

    /** Written under this object's lock only, read without. */
    private final Map<String, GroupMembers> groups = new ConcurrentHashMap<>();

    /** The groups of each connection; guarded by this. */
    private final Map<Connection, Set<String>> groupsOfConnections = new HashMap<>();

    /** Any client of those ids, whatever its groups; written under this object's lock only, read without. */
    private final Map<String, ClientChannelInfo> clients = new ConcurrentHashMap<>();

    /** The producer with this client id; null when it is not online. */
    public ClientChannelInfo find(String clientId) {
        return clients.get(clientId);
    }

    /** The clients of a group; empty when none is online. */
    public Collection<ClientChannelInfo> clients(String group) {
        GroupMembers members = groups.get(group);
        return members == null ? List.of() : members.all();
    }

    /** Names of the groups that are online. */
    public Set<String> groups() {
        return new TreeSet<>(groups.keySet());
    }

    /** A heartbeat of a producer. */
    public synchronized void register(ClientChannelInfo client, String group) {
        if (!client.connection().isActive()) {
            return; // it ended before its heartbeat was read, and nobody would remove it
        }
        if (groups.computeIfAbsent(group, any -> new GroupMembers()).heardOf(client)) {
            LOG.info("producer group {}: {} registered", group, client);
        }
        clients.put(client.clientId(), client);
        groupsOfConnections
                .computeIfAbsent(client.connection(), any -> new HashSet<>())
                .add(group);
    }

    /** A client leaves a group. */
    public synchronized void unregister(Connection connection, String group) {
        Set<String> itsGroups = groupsOfConnections.get(connection);
        if (itsGroups == null || !itsGroups.remove(group)) {
            return;
        }
        if (itsGroups.isEmpty()) {
            groupsOfConnections.remove(connection);
        }
        remove(connection, group, "unregistered");
    }

    /** A connection has ended: its clients leave their groups. */
    public synchronized void closed(Connection connection) {
        Set<String> itsGroups = groupsOfConnections.remove(connection);
        if (itsGroups != null) {
            itsGroups.forEach(group -> remove(connection, group, "disconnected"));
        }
    }

    private void remove(Connection connection, String group, String how) {
        GroupMembers members = groups.get(group);
        ClientChannelInfo client = members.remove(connection);
        if (members.isEmpty()) {
            groups.remove(group);
        }
        if (!groupsOfConnections.containsKey(connection)) {
            clients.computeIfPresent(client.clientId(), (id, last) -> last.connection() == connection ? null : last);
        }
        LOG.info("producer group {}: {} {}", group, client, how);
    }

    /** Clients without a heartbeat since then, milliseconds since the epoch. */
    List<ClientChannelInfo> silentSince(long millis) {
        List<ClientChannelInfo> silent = new ArrayList<>();
        groups.values().forEach(members -> silent.addAll(members.silentSince(millis)));
        return silent;
    }
}
