package io.cometmq.common.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONException;
import com.alibaba.fastjson2.JSONReader;
import com.alibaba.fastjson2.JSONWriter;
import com.alibaba.fastjson2.reader.ObjectReader;
import com.alibaba.fastjson2.reader.ObjectReaderProvider;
import com.alibaba.fastjson2.writer.ObjectWriterProvider;
import io.cometmq.common.message.MessageQueue;
import java.lang.reflect.Type;
import java.util.stream.Stream;

/**
 * JSON as the RocketMQ family writes and reads it (docs/protocol/remoting.md 9); the only class that knows the JSON library.
 *
 * <p>Written: properties in alphabetical order, null left out, enums by name, keys of maps as they are: numbers unquoted,
 * objects as objects. Read: all of that, numbers and objects as keys quoted as well, enums by ordinal too; a missing property
 * has its default, an unknown one is ignored, an unknown enum constant is null. Types named in the text are never loaded.
 *
 * <p>Stateless, thread-safe.
 */
public final class Json {
    /** Deeper nesting is refused: it was made to exhaust the reader's stack. */
    public static final int MAX_DEPTH = 128;

    // Providers and features of our own: what an application registers or sets with the library's global ones does not
    // reach us.
    private static final ObjectReaderProvider READERS = new ObjectReaderProvider();

    /** {@code "$ref"} is a name like any other. By name: an application may have a version that cannot turn references off. */
    private static final long NO_REFERENCES = Stream.of(JSONReader.Feature.values())
            .filter(feature -> feature.name().equals("DisableReferenceDetect"))
            .mapToLong(feature -> feature.mask)
            .sum();

    private static final JSONWriter.Context COMPACT = writer();
    private static final JSONWriter.Context PRETTY = writer(JSONWriter.Feature.PrettyFormat);

    static {
        READERS.register(MessageQueue.class, new MessageQueueReader(READERS.getObjectReader(MessageQueue.class)));
    }

    /** For servers only: an older version of the library, which an application may have in front of ours, cannot sort. */
    private static final class Standard {
        static final JSONWriter.Context CONTEXT =
                writer(JSONWriter.Feature.WriteNonStringKeyAsString, JSONWriter.Feature.SortMapEntriesByKeys);
    }

    private Json() {}

    private static JSONWriter.Context writer(JSONWriter.Feature... features) {
        JSONWriter.Context context = new JSONWriter.Context(new ObjectWriterProvider());
        // It starts with what the application has set for all of the process.
        for (JSONWriter.Feature feature : JSONWriter.Feature.values()) {
            context.config(feature, false);
        }
        context.config(features);
        return context;
    }

    private static JSONReader.Context reader() {
        return new JSONReader.Context(READERS, NO_REFERENCES);
    }

    /** Compact text as the official side writes it. */
    public static String toJson(Object value) {
        return JSON.toJSONString(value, COMPACT);
    }

    /** As {@link #toJson}, in UTF-8. */
    public static byte[] toJsonBytes(Object value) {
        return toJson(value).getBytes(UTF_8);
    }

    /** Text for files that people read: indented by tabs. */
    public static String toPrettyJson(Object value) {
        return JSON.toJSONString(value, PRETTY);
    }

    /** Compact text that every JSON parser reads: all keys quoted and sorted; for routes. */
    public static byte[] toStandardJsonBytes(Object value) {
        return JSON.toJSONBytes(value, UTF_8, Standard.CONTEXT);
    }

    /**
     * Reads text.
     *
     * @throws JsonException when it is empty, malformed or not of that type
     */
    public static <T> T fromJson(String text, Class<T> type) {
        return type.cast(read(text, type));
    }

    /**
     * Reads UTF-8 text.
     *
     * @throws JsonException when it is empty, malformed or not of that type
     */
    public static <T> T fromJson(byte[] text, Class<T> type) {
        if (text == null) {
            throw new JsonException("There is no text to read a " + type.getSimpleName() + " from");
        }
        return fromJson(new String(text, UTF_8), type);
    }

    private static Object read(String text, Class<?> type) {
        if (text == null || text.isBlank()) {
            throw new JsonException("There is no text to read a " + type.getTypeName() + " from");
        }
        Object value;
        try {
            value = JSON.parseObject(ObjectKeys.quote(text), type, reader());
        } catch (JSONException | JsonException | ClassCastException | IllegalArgumentException e) {
            throw new JsonException("Not a " + type.getTypeName() + " in JSON: " + e.getMessage(), e);
        }
        if (value == null) {
            throw new JsonException("Not a " + type.getTypeName() + " in JSON: null");
        }
        return value;
    }

    /** Queues are keys of maps: as objects, or as strings that hold the object's JSON (docs/protocol/remoting.md 9). */
    private record MessageQueueReader(ObjectReader<?> objects) implements ObjectReader<MessageQueue> {
        @Override
        public MessageQueue readObject(JSONReader reader, Type fieldType, Object fieldName, long features) {
            if (reader.isString()) {
                return fromJson(reader.readString(), MessageQueue.class);
            }
            return (MessageQueue) objects.readObject(reader, fieldType, fieldName, features);
        }
    }
}
