package io.cometmq.broker.filter;

import io.cometmq.store.FilterBitMaps;
import java.nio.ByteBuffer;
import java.util.Collection;

/**
 * Evaluates the conditions of a topic once for each new message, so that a pull whose condition does not hold need not look into the
 * log (enableCalcFilterBitMap, docs/protocol/message-formats.md 13). Thread-safe.
 */
public final class ConsumerFilterBitMaps implements FilterBitMaps {
    private final ConsumerFilterManager registered;

    private ConsumerFilterBitMaps(ConsumerFilterManager registered) {
        this.registered = registered;
    }

    /** Of the registered conditions, or none when they are switched off. */
    public static FilterBitMaps of(FilterConfig settings, ConsumerFilterManager registered) {
        return settings.enableCalcFilterBitMap() ? new ConsumerFilterBitMaps(registered) : NONE;
    }

    @Override
    public byte[] bitMap(String topic, long tagsCode, ByteBuffer properties) {
        Collection<ConsumerFilterManager.Registered> conditions = registered.of(topic);
        if (conditions.isEmpty()) {
            return null;
        }
        byte[] bitMap = new byte[registered.bitMapBytes()];
        for (ConsumerFilterManager.Registered condition : conditions) {
            SqlFilter filter = condition.filter();
            if (filter.matches(properties, properties.position(), properties.remaining())) {
                filter.bits().setIn(bitMap);
            }
        }
        return bitMap;
    }
}
