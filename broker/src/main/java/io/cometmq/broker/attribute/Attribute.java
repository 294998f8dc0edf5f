package io.cometmq.broker.attribute;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * One attribute that topics or groups may have.
 *
 * @param changeable whether it may be changed or removed once it is set
 * @param objection what is wrong with a value; empty when nothing is
 */
public record Attribute(String name, boolean changeable, Function<String, String> objection) {

    public static Attribute oneOf(String name, boolean changeable, String... values) {
        List<String> allowed = List.of(values);
        return new Attribute(
                name,
                changeable,
                value -> allowed.contains(value) ? "" : "value is not in set: " + Arrays.asList(values));
    }

    public static Attribute number(String name, boolean changeable, long min, long max) {
        return new Attribute(name, changeable, value -> objectionToNumber(value, min, max));
    }

    private static String objectionToNumber(String value, long min, long max) {
        try {
            long number = Long.parseLong(value);
            return number < min || number > max ? "value is not in range(" + min + ", " + max + ")" : "";
        } catch (NumberFormatException e) {
            return "For input string: \"" + value + "\"";
        }
    }
}
