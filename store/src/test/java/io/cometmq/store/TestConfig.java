package io.cometmq.store;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Settings of a test's store: the defaults but for some values. */
public final class TestConfig {
    private final Path root;
    private final Map<String, Object> values = new HashMap<>();

    public TestConfig(Path root) {
        this.root = root;
    }

    public TestConfig with(String key, Object value) {
        values.put(key, value);
        return this;
    }

    public MessageStoreConfig build() {
        return MessageStoreConfig.of(root, values);
    }
}
