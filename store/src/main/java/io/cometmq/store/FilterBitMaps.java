package io.cometmq.store;

import java.nio.ByteBuffer;

/**
 * Supplies the bit maps that are kept in the extension of consume queues (enableConsumeQueueExt). Called for each message, in
 * log order, by the one thread that is dispatching; must not block.
 */
public interface FilterBitMaps {
    FilterBitMaps NONE = (topic, tagsCode, properties) -> null;

    /**
     * Which filters the message passes.
     *
     * @param properties text of the properties (docs/protocol/message-formats.md 4), from position to limit, read-only and
     *     valid during the call
     * @return the bit map, handed to {@link MessageFilter#matchesEntry} later; null for none
     */
    byte[] bitMap(String topic, long tagsCode, ByteBuffer properties);
}
