package io.cometmq.namesrv.server;

import io.cometmq.common.config.ConfigException;
import io.cometmq.common.config.ConfigLoader;
import io.cometmq.common.config.LoadedConfig;
import io.cometmq.common.config.Origin;
import io.cometmq.common.config.RocketMQKeys;
import io.cometmq.common.config.Settings;
import io.cometmq.namesrv.config.NamesrvConfig;
import io.cometmq.remoting.netty.NettyServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reads the settings: of the file, and over it those of the environment. */
public final class NamesrvSettings {
    /** A variable of the environment with this prefix sets a key: {@code COMETMQ_NAMESRV_LISTEN_PORT}. */
    public static final String ENVIRONMENT_PREFIX = "COMETMQ_NAMESRV_";

    /** Where the keys are declared. */
    public static final List<Class<? extends Record>> TYPES = List.of(NamesrvConfig.class, NettyServerConfig.class);

    private NamesrvSettings() {}

    /**
     * Reads them.
     *
     * @param file null: the one that settings changed at run time are kept in, if it is there
     * @param property system properties by name
     * @throws IOException when the file cannot be read
     * @throws ConfigException when a value is not allowed
     */
    static LoadedConfig load(Path file, Map<String, String> environment, UnaryOperator<String> property)
            throws IOException {
        ConfigLoader loader = new ConfigLoader(property, RocketMQKeys.all());
        Settings fromEnvironment = Settings.ofEnvironment(environment, ENVIRONMENT_PREFIX, TYPES);
        if (file != null) {
            Settings settings =
                    read(file).with("configStorePath", file.toAbsolutePath().toString(), Origin.commandLine("-c"));
            return loader.load(settings.with(fromEnvironment), TYPES);
        }
        LoadedConfig withoutFile = loader.load(fromEnvironment, TYPES);
        Path kept = Path.of(withoutFile.get(NamesrvConfig.class).configStorePath());
        return Files.exists(kept) ? loader.load(read(kept).with(fromEnvironment), TYPES) : withoutFile;
    }

    private static Settings read(Path file) throws IOException {
        try {
            return Settings.ofFile(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        }
    }
}
