package io.cometmq.common.state;

import io.cometmq.common.json.JsonException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a value of {@link io.cometmq.common.json.StrictJson} must be. */
@FunctionalInterface
interface Shape {
    /** What properties are called. */
    Pattern IDENTIFIER = Pattern.compile("\\w+");

    Shape INTEGER = integer(Long.MIN_VALUE, Long.MAX_VALUE);

    Shape COUNT = integer(0, Integer.MAX_VALUE);

    Shape NUMBER = (value, where) -> require(value instanceof Long || value instanceof BigDecimal, where, "a number");

    Shape BOOLEAN = (value, where) -> require(value instanceof Boolean, where, "true or false");

    Shape TEXT = (value, where) -> require(value instanceof String, where, "text");

    /**
     * Looks at a value.
     *
     * @param where it stands, for people
     * @throws JsonException when it is something else
     */
    void check(Object value, String where);

    private static void require(boolean condition, String where, String wanted) {
        if (!condition) {
            throw new JsonException(where + " is not " + wanted);
        }
    }

    static Shape integer(long min, long max) {
        return (value, where) -> require(
                value instanceof Long number && number >= min && number <= max,
                where,
                "a whole number from " + min + " to " + max);
    }

    static Shape oneOf(String... words) {
        List<String> allowed = List.of(words);
        return (value, where) ->
                require(value instanceof String && allowed.contains(value), where, "one of " + allowed);
    }

    static Shape listOf(Shape shape) {
        return (value, where) -> {
            require(value instanceof List, where, "a list");
            ((List<?>) value).forEach(element -> shape.check(element, "an element of " + where));
        };
    }

    /** A map from names. */
    static Shape mapOf(Shape shape) {
        return (value, where) -> asMap(value, where).forEach((key, entry) -> shape.check(entry, where + "." + key));
    }

    /** A map from whole numbers. */
    static Shape byNumber(long min, long max, Shape shape) {
        return (value, where) -> asMap(value, where).forEach((key, entry) -> {
            require(isInteger(key, min, max), where + "." + key, "under a whole number from " + min + " to " + max);
            shape.check(entry, where + "." + key);
        });
    }

    private static boolean isInteger(Object key, long min, long max) {
        try {
            long number = Long.parseLong(String.valueOf(key));
            return number >= min && number <= max;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** A map from names that stand in the entries, too, in this property. */
    static Shape byName(String property, Shape shape) {
        return (value, where) -> asMap(value, where).forEach((key, entry) -> {
            shape.check(entry, where + "." + key);
            requireName(key, entry, property, where + "." + key);
        });
    }

    private static void requireName(Object name, Object entry, String property, String where) {
        Object itself = asMap(entry, where).get(property);
        require(
                itself == null || itself.equals(name),
                where,
                "the entry of " + itself + ", which its " + property + " says");
    }

    /**
     * A map from names that stand in the entries of the entries, too.
     *
     * @param via where in an entry its entries are; null: it is a map of them
     * @param shape of all of it
     */
    static Shape byOuterName(String property, String via, Shape shape) {
        return (value, where) -> {
            shape.check(value, where);
            asMap(value, where).forEach((key, entry) -> {
                Object inner = via == null ? entry : ((Map<?, ?>) entry).get(via);
                asMap(inner, where + "." + key)
                        .forEach((innerKey, innerEntry) ->
                                requireName(key, innerEntry, property, where + "." + key + "." + innerKey));
            });
        };
    }

    /** A map from topic@group, or group@topic. */
    static Shape byTopicAndGroup(Shape shape) {
        return (value, where) -> asMap(value, where).forEach((key, entry) -> {
            require(String.valueOf(key).indexOf('@') >= 0, where + "." + key, "under topic@group");
            shape.check(entry, where + "." + key);
        });
    }

    /**
     * A property of an object.
     *
     * @param required whether there is no state without it
     */
    record Property(String name, Shape shape, boolean required) {
        static Property always(String name, Shape shape) {
            return new Property(name, shape, true);
        }

        static Property mayBeMissing(String name, Shape shape) {
            return new Property(name, shape, false);
        }
    }

    /**
     * An object with these properties. Other versions may have others, and lack some; but one that is no identifier, or differs in a
     * character from one that is missing, is a name that has come to harm.
     */
    static Shape object(Property... properties) {
        List<Property> known = List.of(properties);
        return (value, where) -> {
            Map<?, ?> entries = asMap(value, where);
            Set<Object> unknown = new LinkedHashSet<>(entries.keySet());
            List<String> missing = new ArrayList<>();
            for (Property property : known) {
                if (unknown.remove(property.name)) {
                    property.shape.check(entries.get(property.name), where + "." + property.name);
                } else {
                    require(!property.required, where, "whole: it has no " + property.name);
                    missing.add(property.name);
                }
            }
            for (Object unknownName : unknown) {
                String name = (String) unknownName;
                require(IDENTIFIER.matcher(name).matches(), where, "whole: it has " + name + ", which is no name");
                missing.forEach(other -> require(
                        !resembles(name, other),
                        where,
                        "whole: it has " + name + ", which is not known, and no " + other));
            }
        };
    }

    /** The same but for one character. */
    private static boolean resembles(String name, String other) {
        int same = 0;
        for (int i = 0; i < Math.min(name.length(), other.length()); i++) {
            same += name.charAt(i) == other.charAt(i) ? 1 : 0;
        }
        return name.length() == other.length() && name.length() > 1 && same == name.length() - 1;
    }

    private static Map<?, ?> asMap(Object value, String where) {
        require(value instanceof Map, where, "an object");
        return (Map<?, ?>) value;
    }
}
