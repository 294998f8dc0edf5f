package io.cometmq.client.impl;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Attributes of a topic as a request carries them: {@code +name=value,-name} (docs/protocol/request-codes.md 17). */
public final class TopicAttributes {
    private TopicAttributes() {}

    /** Empty text when there are none; attributes are in order of their names. */
    public static String format(Map<String, String> attributes) {
        return new TreeMap<>(attributes)
                .entrySet().stream()
                        .map(entry ->
                                entry.getValue() == null || entry.getValue().isEmpty()
                                        ? entry.getKey()
                                        : entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(","));
    }
}
