package io.cometmq.namesrv.config;

import io.cometmq.common.config.ConfigException;
import io.cometmq.common.config.LoadedConfig;
import io.cometmq.common.config.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the settings in force and changes them. Thread-safe; reading never waits. */
public final class NamesrvConfigManager {
    private static final Logger LOG = LoggerFactory.getLogger(NamesrvConfigManager.class);

    private final SettingsFile file;

    /** Written under this object's lock. */
    private volatile LoadedConfig loaded;

    private volatile NamesrvConfig current;

    public NamesrvConfigManager(LoadedConfig loaded) {
        this.loaded = loaded;
        this.current = loaded.get(NamesrvConfig.class);
        this.file = new SettingsFile(Path.of(current.configStorePath()));
    }

    public NamesrvConfig current() {
        return current;
    }

    public Map<String, String> asMap() {
        return loaded.asMap();
    }

    /** The first of the keys that may not be changed from outside, null when there is none. */
    String protectedKey(Set<String> keys) {
        Set<String> blackList = Arrays.stream(current.configBlackList().split(";"))
                .map(String::strip)
                .collect(Collectors.toSet());
        // The list protects itself even when it does not say so.
        blackList.add("configBlackList");
        return keys.stream().filter(blackList::contains).sorted().findFirst().orElse(null);
    }

    /**
     * Changes settings, for now and for later starts.
     *
     * @throws ConfigException when one of them is unknown, not changeable or malformed; nothing has changed then
     * @throws IOException when they could not be stored; nothing has changed then
     */
    synchronized void change(Map<String, String> changes, String who) throws IOException {
        LoadedConfig next = loaded.change(changes, Origin.admin(who));
        file.store(changes);
        loaded = next;
        current = next.get(NamesrvConfig.class);
        LOG.info("settings changed by {}: {}", who, changes);
    }
}
