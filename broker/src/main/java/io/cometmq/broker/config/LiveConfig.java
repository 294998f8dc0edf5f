package io.cometmq.broker.config;

import io.cometmq.remoting.protocol.DataVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force. A few keys, which are read whenever they are needed, may be changed while the broker runs; the change
 * is written to the file that the broker was started with. Thread-safe.
 */
public final class LiveConfig implements Supplier<BrokerConfig> {
    /** Keys that are read on use everywhere, so that a change is in force at once. */
    static final Set<String> CHANGEABLE = Set.of(
            "autoCreateSubscriptionGroup",
            "autoCreateTopicEnable",
            "brokerPermission",
            "compressedRegister",
            "forceRegister",
            "litePullMessageEnable",
            "longPollingEnable",
            "namesrvAddr",
            "notifyConsumerIdsChangedEnable",
            "registerBrokerTimeoutMills",
            "shortPollingTimeMills",
            "startAcceptSendRequestTimeStamp");

    private static final Logger LOG = LoggerFactory.getLogger(LiveConfig.class);

    /** A configuration and how many changes made it. */
    public record Versioned(BrokerConfig config, DataVersion version) {}

    private final PropertiesFile file;
    private final LongSupplier clockMillis;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Written under this object's lock only. */
    private volatile Versioned now;

    /** @param file the file that the configuration was read from; null: changes last until the broker ends */
    public LiveConfig(BrokerConfig atStart, Path file, LongSupplier clockMillis) {
        this.file = file == null ? null : new PropertiesFile(file);
        this.clockMillis = clockMillis;
        this.now = new Versioned(atStart, DataVersion.initial(clockMillis.getAsLong()));
    }

    @Override
    public BrokerConfig get() {
        return now.config;
    }

    public Versioned versioned() {
        return now;
    }

    /** Has every change told, after it was made and on the thread that made it; the listener must not block. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Changes keys, all or none, and stores them.
     *
     * @throws ConfigException when a key may not be changed or a value is not allowed; nothing is changed then
     * @throws IOException when the changes are in force, but could not be stored
     */
    public void change(Map<String, String> changes) throws ConfigException, IOException {
        if (changes.isEmpty()) {
            return;
        }
        Set<String> refused = new TreeSet<>(changes.keySet());
        refused.removeAll(CHANGEABLE);
        if (!refused.isEmpty()) {
            throw new ConfigException("cannot be changed while the broker runs: " + String.join(", ", refused)
                    + "; what can: " + String.join(", ", new TreeSet<>(CHANGEABLE)));
        }
        synchronized (this) {
            Map<String, String> all = new TreeMap<>(now.config.effective());
            all.putAll(changes);
            now = new Versioned(BrokerConfig.of(all), now.version.next(clockMillis.getAsLong()));
            LOG.info("configuration changed: {}", changes);
            if (file != null) {
                file.set(changes);
            }
        }
        listeners.forEach(Runnable::run);
    }
}
