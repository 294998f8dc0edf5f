package io.cometmq.common.config;

import io.cometmq.common.config.Values.Value;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Configuration records, and where each of their values comes from. Immutable. */
public final class LoadedConfig {
    private final List<Class<? extends Record>> types;
    private final Map<String, Value> values;
    private final List<String> warnings;
    private final List<String> withoutEffect;
    private final ConfigLoader loader;
    private final Map<Class<? extends Record>, Record> records = new LinkedHashMap<>();

    LoadedConfig(
            List<Class<? extends Record>> types,
            Map<String, Value> values,
            List<String> warnings,
            List<String> withoutEffect,
            ConfigLoader loader) {
        this.types = List.copyOf(types);
        this.values = Map.copyOf(values);
        this.warnings = List.copyOf(warnings);
        this.withoutEffect = List.copyOf(withoutEffect);
        this.loader = loader;
        createAll();
    }

    private void createAll() {
        List<String> problems = new ArrayList<>();
        for (Class<? extends Record> type : types) {
            try {
                records.put(type, create(type));
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private Record create(Class<? extends Record> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] parameterTypes =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] arguments = Arrays.stream(components)
                .map(component -> values.get(component.getName()).value())
                .toArray();
        try {
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(parameterTypes);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot create the configuration record " + type.getName(), e);
        }
    }

    /**
     * The record of that type.
     *
     * @throws IllegalArgumentException when the type was not loaded
     */
    public <T extends Record> T get(Class<T> type) {
        Record config = records.get(type);
        if (config == null) {
            throw new IllegalArgumentException(type.getName() + " was not loaded");
        }
        return type.cast(config);
    }

    /** What is doubtful: unknown keys with the nearest known name, keys that are set twice; each with its place. */
    public List<String> warnings() {
        return warnings;
    }

    /** Settings of keys that are known but not used here, each with its place. */
    public List<String> withoutEffect() {
        return withoutEffect;
    }

    /** Where the value of a key comes from. */
    public Origin origin(String key) {
        return values.get(key).origin();
    }

    /** All keys in alphabetical order as a properties file, with a comment above each that has not its default. */
    public String describeAll() {
        return describe(spec -> true);
    }

    /** As {@link #describeAll}, for the important keys and those that somebody set. */
    public String describeImportant() {
        return describe(spec -> spec.key().important() || !origin(spec.name()).equals(Origin.DEFAULT));
    }

    private String describe(Predicate<KeySpec> wanted) {
        StringBuilder text = new StringBuilder("# keys without a comment have their default\n");
        for (Value value : new TreeMap<>(values).values()) {
            if (wanted.test(value.spec())) {
                String comment = value.origin().equals(Origin.DEFAULT) ? "" : "# " + value.origin() + "\n";
                text.append(comment)
                        .append(value.spec().name())
                        .append('=')
                        .append(value.text())
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** All keys and values in alphabetical order, as admin tools ask for them. */
    public Map<String, String> asMap() {
        Map<String, String> map = new TreeMap<>();
        values.forEach((name, value) -> map.put(name, value.text()));
        return map;
    }

    /**
     * The configuration with some values changed while the process runs.
     *
     * @throws ConfigException when a key is unknown, not changeable, or a value is not allowed, naming all of them; nothing is
     *     changed then
     */
    public LoadedConfig change(Map<String, String> changes, Origin origin) {
        List<String> problems = new ArrayList<>();
        changes.keySet().forEach(key -> {
            Value value = values.get(key);
            if (value == null) {
                problems.add(origin + ": unknown key " + key);
            } else if (!value.spec().key().changeable()) {
                problems.add(origin + ": " + key + " cannot be changed while the process runs");
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        List<Setting> settings = new ArrayList<>();
        values.values().stream()
                .filter(value -> !value.origin().equals(Origin.DEFAULT))
                .forEach(value -> settings.add(new Setting(value.spec().name(), value.text(), value.origin())));
        changes.forEach((key, value) -> settings.add(new Setting(key, value.strip(), origin)));
        return loader.load(new Settings(settings), types);
    }
}
