package io.cometmq.common.config;

import io.cometmq.common.text.NearestNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes configuration records of settings. Every problem is found in one go; what is only doubtful becomes a warning.
 * Immutable.
 */
public final class ConfigLoader {
    private final Function<String, String> resolver;
    private final Set<String> keysWithoutEffect;

    /**
     * Makes a loader.
     *
     * @param resolver gives what {@code ${name}} stands for where name is no key; null when it does not know it
     * @param keysWithoutEffect names that are known but not used here, such as {@link RocketMQKeys#all}; declared keys may be
     *     among them
     */
    public ConfigLoader(Function<String, String> resolver, Collection<String> keysWithoutEffect) {
        this.resolver = resolver;
        this.keysWithoutEffect = Set.copyOf(keysWithoutEffect);
    }

    /**
     * Makes the records; each key counts for every record that declares it.
     *
     * @throws ConfigException when a value is not allowed, naming all of them
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final LoadedConfig load(Settings settings, Class<? extends Record>... types) {
        return load(settings, List.of(types));
    }

    /** As the other. */
    public LoadedConfig load(Settings settings, List<Class<? extends Record>> types) {
        Map<String, KeySpec> specs = KeySpec.byName(types);
        List<String> warnings = new ArrayList<>();
        List<String> withoutEffect = new ArrayList<>();
        Map<String, Setting> chosen = new LinkedHashMap<>();
        for (Setting setting : settings.list()) {
            if (specs.containsKey(setting.key())) {
                Setting former = chosen.put(setting.key(), setting);
                warnIfTwice(former, setting, warnings);
            } else if (keysWithoutEffect.contains(setting.key())) {
                withoutEffect.add(setting.origin() + ": " + setting.key() + " has no effect here");
            } else {
                warnings.add(unknown(setting, specs.keySet()));
            }
        }
        Values values = new Values(specs, chosen, resolver);
        return new LoadedConfig(types, values.resolveAll(), warnings, withoutEffect, this);
    }

    private static void warnIfTwice(Setting former, Setting setting, List<String> warnings) {
        boolean sameFile = former != null
                && former.origin().line() > 0
                && former.origin().source().equals(setting.origin().source());
        if (sameFile) {
            warnings.add(setting.origin() + ": " + setting.key() + " is set before, at " + former.origin()
                    + "; this one counts");
        }
    }

    private String unknown(Setting setting, Set<String> declared) {
        Set<String> known = new HashSet<>(declared);
        known.addAll(keysWithoutEffect);
        List<String> nearest = NearestNames.of(setting.key(), known, 1);
        String hint = nearest.isEmpty() ? "" : ", did you mean " + nearest.get(0) + "?";
        return setting.origin() + ": unknown key " + setting.key() + hint;
    }
}
