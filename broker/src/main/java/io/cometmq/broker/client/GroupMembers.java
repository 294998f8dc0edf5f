package io.cometmq.broker.client;

import io.cometmq.remoting.netty.Connection;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The clients of one group, by connection. Changed under its manager's lock only, read without. */
final class GroupMembers {
    private final Map<Connection, ClientChannelInfo> members = new ConcurrentHashMap<>();

    /** Takes note of a heartbeat; true when the connection is new to the group. */
    boolean heardOf(ClientChannelInfo client) {
        ClientChannelInfo present = members.get(client.connection());
        if (present != null && present.clientId().equals(client.clientId())) {
            present.heardOf(client.lastUpdateMillis());
            return false;
        }
        members.put(client.connection(), client);
        return present == null;
    }

    /** Null when the connection was no member. */
    ClientChannelInfo remove(Connection connection) {
        return members.remove(connection);
    }

    ClientChannelInfo find(Connection connection) {
        return members.get(connection);
    }

    /** Null when no such client is online; one of its connections when it has several. */
    ClientChannelInfo find(String clientId) {
        for (ClientChannelInfo member : members.values()) {
            if (member.clientId().equals(clientId)) {
                return member;
            }
        }
        return null;
    }

    Collection<ClientChannelInfo> all() {
        return Collections.unmodifiableCollection(members.values());
    }

    List<ClientChannelInfo> silentSince(long millis) {
        return members.values().stream()
                .filter(member -> member.lastUpdateMillis() < millis)
                .toList();
    }

    boolean isEmpty() {
        return members.isEmpty();
    }
}
