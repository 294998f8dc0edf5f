package io.cometmq.common.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A declared key: name, type and what {@link Key} says. */
record KeySpec(String name, Class<?> type, Key key) {
    /**
     * The keys of a record in their order.
     *
     * @throws IllegalStateException when a component is not declared, or its type is none of the known ones
     */
    static List<KeySpec> of(Class<? extends Record> recordType) {
        return Arrays.stream(recordType.getRecordComponents())
                .map(component -> of(recordType, component))
                .toList();
    }

    private static KeySpec of(Class<?> recordType, RecordComponent component) {
        Key key = component.getAnnotation(Key.class);
        Class<?> type = component.getType();
        if (key == null || !isKnown(type)) {
            throw new IllegalStateException(
                    recordType.getName() + "." + component.getName() + " is no key: it needs @Key and a known type");
        }
        return new KeySpec(component.getName(), type, key);
    }

    private static boolean isKnown(Class<?> type) {
        return type == String.class
                || type == int.class
                || type == long.class
                || type == double.class
                || type == boolean.class
                || type.isEnum();
    }

    /**
     * The keys of several records by name.
     *
     * @throws IllegalStateException when two records declare a key differently
     */
    static Map<String, KeySpec> byName(List<Class<? extends Record>> recordTypes) {
        Map<String, KeySpec> specs = new LinkedHashMap<>();
        for (Class<? extends Record> recordType : recordTypes) {
            for (KeySpec spec : of(recordType)) {
                KeySpec other = specs.putIfAbsent(spec.name, spec);
                if (other != null && !other.equals(spec)) {
                    throw new IllegalStateException("Two declarations of the key " + spec.name + " differ");
                }
            }
        }
        return specs;
    }

    /**
     * The value of a text.
     *
     * @throws IllegalArgumentException when it is not allowed
     */
    Object parse(String text) {
        if (type == String.class) {
            return text;
        }
        if (type == boolean.class) {
            return parseBoolean(text);
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(text))
                    .findFirst()
                    .orElseThrow(IllegalArgumentException::new);
        }
        return parseNumber(text);
    }

    private static boolean parseBoolean(String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException();
        }
        return Boolean.parseBoolean(text);
    }

    private Number parseNumber(String text) {
        Number number = type == double.class ? (Number) Double.valueOf(text) : (Number) Long.valueOf(text);
        boolean inRange = type == double.class
                ? number.doubleValue() >= key.min() && number.doubleValue() <= key.max()
                : number.longValue() >= min() && number.longValue() <= max();
        if (!inRange) {
            throw new IllegalArgumentException();
        }
        return type == int.class ? (Number) number.intValue() : number;
    }

    private long min() {
        return type == int.class ? Math.max(key.min(), Integer.MIN_VALUE) : key.min();
    }

    private long max() {
        return type == int.class ? Math.min(key.max(), Integer.MAX_VALUE) : key.max();
    }

    /** What is allowed, for people. */
    String allowed() {
        if (type.isEnum()) {
            return "one of " + constants();
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "any text";
        }
        String range = range();
        String unit = key.unit().isEmpty() ? "" : " " + key.unit();
        return (type == double.class ? "a number" : "a whole number") + (range.isEmpty() ? "" : " " + range) + unit;
    }

    /** The range of a number, for people; empty without one. */
    String range() {
        boolean hasMin = key.min() != Long.MIN_VALUE;
        boolean hasMax = key.max() != Long.MAX_VALUE;
        if (hasMin && hasMax) {
            return "from " + key.min() + " to " + key.max();
        }
        if (hasMin) {
            return "from " + key.min();
        }
        return hasMax ? "up to " + key.max() : "";
    }

    private String constants() {
        return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
    }

    String typeName() {
        return type.isEnum() ? constants() : type.getSimpleName();
    }
}
