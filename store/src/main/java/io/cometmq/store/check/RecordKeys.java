package io.cometmq.store.check;

import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.store.log.RecordCursor;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What queues and index must know of a record, computed the plain way (docs/protocol/message-formats.md 7, 8). Stateless. */
final class RecordKeys {
    private RecordKeys() {}

    private static Map<String, String> properties(RecordCursor record) {
        return MessageDecoder.string2messageProperties(record.propertiesText());
    }

    /** Hash of the tag, 0 without one. */
    static long tagsCode(RecordCursor record) {
        String tags = properties(record).get(MessageConst.PROPERTY_TAGS);
        return tags == null || tags.isEmpty() ? 0 : tags.hashCode();
    }

    /** Positive hashes of all key texts. */
    static Set<Integer> keyHashes(RecordCursor record) {
        String topic = record.topic();
        Map<String, String> properties = properties(record);
        Set<Integer> hashes = new HashSet<>();
        String uniqueKey = properties.get(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX);
        if (uniqueKey != null) {
            hashes.add(positive(topic + "#" + uniqueKey));
        }
        String keys = properties.get(MessageConst.PROPERTY_KEYS);
        if (keys != null) {
            for (String key : keys.split(" ", -1)) {
                hashes.add(positive(topic + "#" + key));
            }
        }
        String tags = properties.get(MessageConst.PROPERTY_TAGS);
        if (tags != null) {
            hashes.add(positive(topic + "#T#" + tags));
        }
        return hashes;
    }

    private static int positive(String text) {
        int hash = text.hashCode();
        return hash == Integer.MIN_VALUE ? 0 : Math.abs(hash);
    }
}
