package io.cometmq.broker.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/** The keys a RocketMQ broker knows (docs/protocol/config.md): one that this broker does not honour is no misspelling. */
final class RocketMQKeys {
    private static final String RESOURCE = "rocketmq-broker-keys.txt";

    private RocketMQKeys() {}

    static boolean contains(String key) {
        return read().contains(key);
    }

    private static Set<String> read() {
        try (InputStream in = RocketMQKeys.class.getResourceAsStream(RESOURCE)) {
            return Set.of(new String(in.readAllBytes(), UTF_8).split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + RESOURCE + " cannot be read", e);
        }
    }
}
