package io.cometmq.broker.schedule;

import io.cometmq.common.message.PropertiesView;
import io.cometmq.common.message.PropertiesView.Name;
import java.nio.ByteBuffer;

/** Where a message that was put off belongs (docs/protocol/message-formats.md 1.6). */
record RealPlace(String topic, int queueId) {
    /**
     * Reads it.
     *
     * @param view scans the properties
     * @return null when they do not say
     */
    static RealPlace of(ByteBuffer properties, PropertiesView view) {
        view.scan(properties, 0, properties.remaining());
        String topic = view.get(Name.REAL_TOPIC);
        try {
            int queueId = view.getInt(Name.REAL_QID, -1);
            return topic == null || queueId < 0 ? null : new RealPlace(topic, queueId);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
