package io.cometmq.broker.stats;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Something for each group and topic. Two tables instead of one with joined keys: the names that come by are hashed already, a joined
 * one would have to be made. Thread-safe.
 */
final class GroupTopics<T> {
    private final Map<String, Map<String, T>> groups = new ConcurrentHashMap<>();
    private final Supplier<T> maker;

    GroupTopics(Supplier<T> maker) {
        this.maker = maker;
    }

    T findOrCreate(String group, String topic) {
        T present = find(group, topic);
        return present != null
                ? present
                : groups.computeIfAbsent(group, any -> new ConcurrentHashMap<>())
                        .computeIfAbsent(topic, any -> maker.get());
    }

    /** Null when there is none. */
    T find(String group, String topic) {
        Map<String, T> topics = groups.get(group);
        return topics == null ? null : topics.get(topic);
    }

    void forEach(Consumer<T> action) {
        groups.values().forEach(topics -> topics.values().forEach(action));
    }

    void removeIf(Predicate<T> isVoid) {
        groups.values().forEach(topics -> topics.values().removeIf(isVoid));
        groups.values().removeIf(Map::isEmpty);
    }

    void removeTopic(String topic) {
        groups.values().forEach(topics -> topics.remove(topic));
    }
}
