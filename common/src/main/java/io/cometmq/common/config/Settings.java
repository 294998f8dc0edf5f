package io.cometmq.common.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was set, in the order in which it counts: of two settings of a key, the later one. Immutable. */
public record Settings(List<Setting> list) {
    public static final Settings NONE = new Settings(List.of());

    public Settings {
        list = List.copyOf(list);
    }

    /**
     * The lines of a file in Java's properties syntax, in UTF-8.
     *
     * @throws IOException when it cannot be read
     * @throws ConfigException when a line is malformed
     */
    public static Settings ofFile(Path file) throws IOException {
        try {
            return new Settings(PropertiesText.parse(Files.readString(file, StandardCharsets.UTF_8), file));
        } catch (CharacterCodingException e) {
            throw new IOException("The configuration file " + file + " is not written in UTF-8", e);
        }
    }

    /**
     * Variables that name keys: the prefix, then the key in upper case with {@code _} between its words;
     * {@code COMETMQ_LISTEN_PORT} is {@code listenPort}. A variable with the prefix that names no key of these is kept under
     * its own name, so that it is reported as unknown.
     */
    public static Settings ofEnvironment(
            Map<String, String> environment, String prefix, List<Class<? extends Record>> types) {
        Map<String, KeySpec> specs = KeySpec.byName(types);
        List<Setting> settings = new ArrayList<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(prefix)) {
                String key = specs.keySet().stream()
                        .filter(name -> variable.equals(prefix + toVariable(name)))
                        .findFirst()
                        .orElse(variable);
                settings.add(new Setting(key, value, Origin.environment(variable)));
            }
        });
        return new Settings(settings);
    }

    private static String toVariable(String key) {
        return key.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    /** These and one more, which counts more. */
    public Settings with(String key, String value, Origin origin) {
        return with(new Settings(List.of(new Setting(key, value, origin))));
    }

    /** These and others, which count more. */
    public Settings with(Settings others) {
        List<Setting> all = new ArrayList<>(list);
        all.addAll(others.list);
        return new Settings(all);
    }
}
