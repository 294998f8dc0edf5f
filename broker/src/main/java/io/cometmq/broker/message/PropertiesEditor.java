package io.cometmq.broker.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.common.message.MessageDecoder;
import java.nio.ByteBuffer;
import java.util.Map;

/** Changes the properties of a message that takes one of the rare ways: delayed, retried, dead. Used by one thread. */
public final class PropertiesEditor {
    private final Map<String, String> properties;

    /** @param text properties from position to limit; the buffer stays as it is */
    public PropertiesEditor(ByteBuffer text) {
        this.properties = MessageDecoder.string2messageProperties(
                UTF_8.decode(text.duplicate()).toString());
    }

    public String get(String name) {
        return properties.get(name);
    }

    public PropertiesEditor put(String name, String value) {
        properties.put(name, value);
        return this;
    }

    public PropertiesEditor putIfAbsent(String name, String value) {
        properties.putIfAbsent(name, value);
        return this;
    }

    public PropertiesEditor remove(String name) {
        properties.remove(name);
        return this;
    }

    public String text() {
        return MessageDecoder.messageProperties2String(properties);
    }

    public ByteBuffer encode() {
        return ByteBuffer.wrap(text().getBytes(UTF_8));
    }
}
