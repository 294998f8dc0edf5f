package io.cometmq.namesrv.config;

import io.cometmq.common.file.StateFile;
import io.cometmq.common.json.Json;
import io.cometmq.remoting.protocol.body.KVConfigSerializeWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Values by namespace and key, kept in kvConfig.json (docs/protocol/message-formats.md 10). Thread-safe; reading never waits. */
public final class KvConfigManager {
    /** The namespace of the queues of ordered topics (docs/protocol/semantics.md 3). */
    public static final String ORDER_TOPIC_CONFIG = "ORDER_TOPIC_CONFIG";

    private static final Logger LOG = LoggerFactory.getLogger(KvConfigManager.class);

    private final StateFile file;

    /** Immutable; written under this object's lock. */
    private volatile Map<String, Map<String, String>> table;

    private KvConfigManager(StateFile file, Map<String, Map<String, String>> table) {
        this.file = file;
        this.table = table;
    }

    /**
     * With what the file holds.
     *
     * @throws IOException when it cannot be read
     */
    public static KvConfigManager load(StateFile file) throws IOException {
        StateFile.Loaded<KVConfigSerializeWrapper> loaded =
                file.load(text -> Json.fromJson(text, KVConfigSerializeWrapper.class));
        if (loaded.source() == StateFile.Source.PREVIOUS) {
            LOG.warn("the previous {} is used: {}", file.path(), loaded.problem());
        }
        return new KvConfigManager(
                file, loaded.state() == null ? Map.of() : loaded.state().configTable());
    }

    /** Null when absent. */
    public String get(String namespace, String key) {
        return list(namespace).get(key);
    }

    /** Empty when there is no such namespace. */
    public Map<String, String> list(String namespace) {
        return table.getOrDefault(namespace, Map.of());
    }

    /**
     * Sets a value.
     *
     * @throws IOException when it could not be stored; nothing has changed then
     */
    public synchronized void put(String namespace, String key, String value) throws IOException {
        Map<String, String> changed = new TreeMap<>(list(namespace));
        changed.put(key, value);
        publish(namespace, changed);
        LOG.info("{} of namespace {} is '{}' now", key, namespace, value);
    }

    /**
     * Removes a value, if it is there.
     *
     * @throws IOException when the change could not be stored; nothing has changed then
     */
    public synchronized void delete(String namespace, String key) throws IOException {
        Map<String, String> changed = new TreeMap<>(list(namespace));
        if (changed.remove(key) != null) {
            publish(namespace, changed);
            LOG.info("{} of namespace {} deleted", key, namespace);
        }
    }

    private void publish(String namespace, Map<String, String> values) throws IOException {
        Map<String, Map<String, String>> next = new TreeMap<>(table);
        if (values.isEmpty()) {
            next.remove(namespace);
        } else {
            next.put(namespace, Collections.unmodifiableMap(values));
        }
        file.store(Json.toPrettyJson(new KVConfigSerializeWrapper(next)));
        table = Collections.unmodifiableMap(next);
    }
}
