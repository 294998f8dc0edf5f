package io.cometmq.common.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the value of every key: as it was set, or its default, with what {@code ${...}} stands for put in. */
final class Values {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");
    private static final int MAX_DEPTH = 16;

    /** A key's value: as text, as object, and where it comes from. */
    record Value(KeySpec spec, String text, Object value, Origin origin) {}

    private final Map<String, KeySpec> specs;
    private final Map<String, Setting> settings;
    private final Function<String, String> resolver;
    private final List<String> problems = new ArrayList<>();

    Values(Map<String, KeySpec> specs, Map<String, Setting> settings, Function<String, String> resolver) {
        this.specs = specs;
        this.settings = settings;
        this.resolver = resolver;
    }

    /**
     * All values by name.
     *
     * @throws ConfigException when one is not allowed, naming all of them
     */
    Map<String, Value> resolveAll() {
        Map<String, Value> values = new LinkedHashMap<>();
        specs.values().forEach(spec -> {
            Value value = resolve(spec);
            if (value != null) {
                values.put(spec.name(), value);
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return values;
    }

    private Value resolve(KeySpec spec) {
        Setting setting = settings.get(spec.name());
        Origin origin = setting == null ? Origin.DEFAULT : setting.origin();
        String written = writtenText(spec);
        try {
            String text = putIn(written, 0);
            return new Value(spec, text, spec.parse(text), origin);
        } catch (UnresolvedException e) {
            problems.add(origin + ": " + spec.name() + " = " + written + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            problems.add(origin + ": " + spec.name() + " = " + written + ": allowed is " + spec.allowed());
        }
        return null;
    }

    private String writtenText(KeySpec spec) {
        Setting setting = settings.get(spec.name());
        return setting == null ? spec.key().value() : setting.value();
    }

    private String putIn(String text, int depth) {
        if (depth > MAX_DEPTH) {
            throw new UnresolvedException("it refers to itself");
        }
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(standsFor(match, depth)));
    }

    private String standsFor(MatchResult placeholder, int depth) {
        String name = placeholder.group(1);
        KeySpec spec = specs.get(name);
        String text = spec != null ? putIn(writtenText(spec), depth + 1) : resolver.apply(name);
        if (text == null) {
            throw new UnresolvedException("nobody knows what " + placeholder.group() + " stands for");
        }
        return text;
    }

    private static final class UnresolvedException extends RuntimeException {
        UnresolvedException(String message) {
            super(message);
        }
    }
}
