package io.cometmq.remoting.codec;

import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.SerializeType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** Where in a received header its fields stand. The bytes are private to the command and never changed. */
public final class HeaderFields {
    private final SerializeType type;
    private final byte[] array;
    private final int start;
    private final int end;

    HeaderFields(SerializeType type, byte[] array, int start, int end) {
        this.type = type;
        this.array = array;
        this.start = start;
        this.end = end;
    }

    public FieldReader reader() {
        return type == SerializeType.JSON
                ? new JsonFieldReader(array, start, end)
                : new BinaryFieldReader(array, start, end);
    }

    /** A reader over fields that are already text. */
    public static FieldReader reader(Map<String, String> fields) {
        return new MapFieldReader(fields);
    }

    /** Every field by name. */
    @SuppressWarnings("NonApiType") // becomes RemotingCommand's own, whose type RocketMQ's hooks know
    public HashMap<String, String> toMap() {
        HashMap<String, String> map = new HashMap<>();
        FieldReader reader = reader();
        try {
            while (reader.next()) {
                map.put(reader.name(), reader.text());
            }
        } catch (RemotingCommandException e) {
            throw new IllegalStateException("a header that was accepted does not parse", e);
        }
        return map;
    }

    /** Puts the header's fields into the map as they would be sent. */
    @SuppressWarnings("unchecked") // the codec is the one of the header's own class
    public static <H extends CommandHeader> void addTo(Map<String, String> fields, H header) {
        ((HeaderCodec<H>) HeaderCodecs.of(header.getClass())).write(header, new MapFieldWriter(fields));
    }

    private static final class MapFieldReader extends FieldReader {

        private final Iterator<Map.Entry<String, String>> entries;
        private String value;

        MapFieldReader(Map<String, String> fields) {
            super(join(fields));
            this.entries = fields.entrySet().iterator();
        }

        /** All names and values one behind the other, so that the cursor's positions mean something. */
        private static byte[] join(Map<String, String> fields) {
            StringBuilder all = new StringBuilder();
            fields.forEach((name, value) -> {
                if (value != null) {
                    all.append(name).append(value);
                }
            });
            return all.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean next() {
            while (entries.hasNext()) {
                Map.Entry<String, String> entry = entries.next();
                value = entry.getValue();
                if (value != null) {
                    nameStart = valueStart + valueLength;
                    nameLength = entry.getKey().getBytes(StandardCharsets.UTF_8).length;
                    valueStart = nameStart + nameLength;
                    valueLength = value.getBytes(StandardCharsets.UTF_8).length;
                    return true;
                }
            }
            return false;
        }

        @Override
        public String text() {
            return value;
        }

        @Override
        public ByteBuffer bytes() {
            return ByteBuffer.wrap(array, valueStart, valueLength).slice();
        }
    }
}
