package io.cometmq.broker.config;

import io.cometmq.common.config.LoadedConfig;
import io.cometmq.common.config.Origin;
import io.cometmq.remoting.protocol.DataVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force. The keys that are declared changeable, which are read whenever they are needed, may be changed while the
 * broker runs; the change is written to the file that the broker was started with. Thread-safe.
 */
public final class LiveConfig implements Supplier<BrokerConfig> {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConfig.class);

    /**
     * A configuration.
     *
     * @param version how many changes made it
     */
    public record Versioned(LoadedConfig settings, DataVersion version) {}

    private final PropertiesFile file;
    private final LongSupplier clockMillis;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Written under this object's lock only. */
    private volatile Versioned versioned;

    /** The broker's part of {@link #versioned}: read for every message. */
    private volatile BrokerConfig broker;

    /** @param file the file that the configuration was read from; null: changes last until the broker ends */
    public LiveConfig(LoadedConfig atStart, Path file, LongSupplier clockMillis) {
        this.file = file == null ? null : new PropertiesFile(file);
        this.clockMillis = clockMillis;
        this.versioned = new Versioned(atStart, DataVersion.initial(clockMillis.getAsLong()));
        this.broker = atStart.get(BrokerConfig.class);
    }

    @Override
    public BrokerConfig get() {
        return broker;
    }

    /** One part of it, as it is in force when it is asked for. */
    public <T extends Record> Supplier<T> part(Class<T> type) {
        return () -> versioned.settings.get(type);
    }

    /** Everything, not only the broker's part. */
    public Versioned versioned() {
        return versioned;
    }

    /** Has every change told, after it was made and on the thread that made it; the listener must not block. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Changes keys, all or none, and stores them.
     *
     * @throws io.cometmq.common.config.ConfigException when a key may not be changed or a value is not allowed; nothing is changed then
     * @throws IOException when the changes are in force, but could not be stored
     */
    public void change(Map<String, String> changes, Origin origin) throws IOException {
        if (changes.isEmpty()) {
            return;
        }
        synchronized (this) {
            LoadedConfig changed = versioned.settings.change(changes, origin);
            versioned = new Versioned(changed, versioned.version.next(clockMillis.getAsLong()));
            broker = changed.get(BrokerConfig.class);
        }
        LOG.info("configuration changed by {}: {}", origin, changes);
        listeners.forEach(Runnable::run);
        if (file != null) {
            file.set(changes);
        }
    }
}
