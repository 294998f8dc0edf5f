package io.cometmq.broker.server;

import io.cometmq.store.MessageArrivingListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who is told of each message that has become visible. Filled while the broker is built; thread-safe. */
final class ArrivalListeners implements MessageArrivingListener {
    private final List<MessageArrivingListener> listeners = new CopyOnWriteArrayList<>();

    ArrivalListeners add(MessageArrivingListener listener) {
        listeners.add(listener);
        return this;
    }

    @Override
    public void arrived(String topic, int queueId, long queueOffset, long tagsCode, long storeTimestamp) {
        for (MessageArrivingListener listener : listeners) {
            listener.arrived(topic, queueId, queueOffset, tagsCode, storeTimestamp);
        }
    }
}
