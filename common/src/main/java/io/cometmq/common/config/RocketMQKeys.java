package io.cometmq.common.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of all properties that RocketMQ's servers read (docs/protocol/config.md). */
public final class RocketMQKeys {
    private static final String RESOURCE = "rocketmq-keys.txt";

    private RocketMQKeys() {}

    public static Set<String> all() {
        try (InputStream stream = RocketMQKeys.class.getResourceAsStream(RESOURCE);
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("The list of RocketMQ's keys cannot be read", e);
        }
    }
}
