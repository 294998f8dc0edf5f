package io.cometmq.broker.config;

import io.cometmq.broker.coldread.ColdReadConfig;
import io.cometmq.broker.diagnosis.DiagnosisConfig;
import io.cometmq.broker.filter.FilterConfig;
import io.cometmq.common.MixAll;
import io.cometmq.common.config.ConfigLoader;
import io.cometmq.common.config.LoadedConfig;
import io.cometmq.common.config.Origin;
import io.cometmq.common.config.RocketMQKeys;
import io.cometmq.common.config.Settings;
import io.cometmq.common.net.LocalAddress;
import io.cometmq.remoting.netty.NettyServerConfig;
import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.timer.TimerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads the settings: of the file, over it those of the environment, over these those of the command line. Stateless. */
public final class BrokerSettings {
    /** A variable of the environment with this prefix sets a key: {@code COMETMQ_BROKER_LISTEN_PORT}. */
    public static final String ENVIRONMENT_PREFIX = "COMETMQ_BROKER_";

    /** Where the keys are declared. */
    public static final List<Class<? extends Record>> TYPES = List.of(
            BrokerConfig.class,
            NettyServerConfig.class,
            MessageStoreConfig.class,
            TimerConfig.class,
            FilterConfig.class,
            DiagnosisConfig.class,
            PopConfig.class,
            ColdReadConfig.class);

    private BrokerSettings() {}

    /**
     * Reads them.
     *
     * @param file null without one
     * @param nameServers of the command line, null without any
     * @throws IOException when the file cannot be read
     * @throws io.cometmq.common.config.ConfigException when a value is not allowed
     */
    public static LoadedConfig load(Path file, String nameServers, Map<String, String> environment) throws IOException {
        Settings settings = knownNameServers(environment)
                .with(file == null ? Settings.NONE : read(file))
                .with(Settings.ofEnvironment(environment, ENVIRONMENT_PREFIX, TYPES));
        if (nameServers != null) {
            settings = settings.with("namesrvAddr", nameServers, Origin.commandLine("-n"));
        }
        return load(settings);
    }

    /** Settings that are at hand, such as those of a test. */
    public static LoadedConfig load(Map<String, String> values) {
        Settings settings = Settings.NONE;
        for (Map.Entry<String, String> value : values.entrySet()) {
            settings = settings.with(value.getKey(), value.getValue(), Origin.commandLine(value.getKey()));
        }
        return load(settings);
    }

    private static LoadedConfig load(Settings settings) {
        ConfigLoader loader = new ConfigLoader(BrokerSettings::resolve, RocketMQKeys.all());
        LoadedConfig loaded = loader.load(settings, TYPES);
        if (loaded.get(BrokerConfig.class).listenPort() != 0) {
            return loaded;
        }
        // The port is part of every stored record and of what clients are told: it must be known before anything
        // starts.
        String port = Integer.toString(FreePorts.find(BrokerConfig.FAST_PORT_DISTANCE));
        return loader.load(settings.with("listenPort", port, new Origin("any free port", 0)), TYPES);
    }

    private static Settings read(Path file) throws IOException {
        try {
            return Settings.ofFile(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        }
    }

    /** What the whole family of clients and servers reads: the environment, and over it a system property. */
    private static Settings knownNameServers(Map<String, String> environment) {
        Settings settings = Settings.NONE;
        String variable = environment.get(MixAll.NAMESRV_ADDR_ENV);
        if (variable != null) {
            settings = settings.with("namesrvAddr", variable, Origin.environment(MixAll.NAMESRV_ADDR_ENV));
        }
        String property = System.getProperty(MixAll.NAMESRV_ADDR_PROPERTY);
        return property == null
                ? settings
                : settings.with("namesrvAddr", property, Origin.commandLine("-D" + MixAll.NAMESRV_ADDR_PROPERTY));
    }

    private static String resolve(String name) {
        return switch (name) {
            case "local.address" -> LocalAddress.preferred().getHostAddress();
            case "host.name" -> hostName();
            default -> System.getProperty(name);
        };
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "DEFAULT_BROKER";
        }
    }
}
