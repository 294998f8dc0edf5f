package io.cometmq.broker.client;

import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.util.Collection;

/** Told what consumer groups subscribe to, outside locks, on the thread that reads the request. Must not block. */
public interface SubscriptionListener {
    SubscriptionListener NONE = new SubscriptionListener() {
        @Override
        public void subscribed(String group, Collection<SubscriptionData> subscriptions) {}

        @Override
        public void left(String group) {}
    };

    /** A client said what the group subscribes to: these, and nothing else. It need not be news. */
    void subscribed(String group, Collection<SubscriptionData> subscriptions);

    /** The group's last client has gone. */
    void left(String group);
}
