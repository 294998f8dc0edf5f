package io.cometmq.broker.client;

import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.Collection;

/** Told what the clients of consumer groups subscribe to, outside locks, on the thread that reads the request. Must not block. */
public interface SubscriptionListener {
    /** A client said what it subscribes to: these, and nothing else. It need not be news. The group has taken them over. */
    void subscribed(ConsumerGroupInfo group, ClientChannelInfo client, Collection<SubscriptionData> subscriptions);

    /** A client has gone; the group has those that are left. */
    void left(ConsumerGroupInfo group, ClientChannelInfo client);
}
