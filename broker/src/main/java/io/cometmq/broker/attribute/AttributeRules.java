package io.cometmq.broker.attribute;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The attributes that one kind of thing may have. A change names an attribute with a leading {@code +} to set it or {@code -} to
 * remove it; the texts of the errors are those that administrators of RocketMQ know. Immutable.
 */
public final class AttributeRules {
    private static final String FORMAT_WRONG = "kv string format wrong.";

    private final Map<String, Attribute> known;

    public AttributeRules(List<Attribute> attributes) {
        this.known = attributes.stream().collect(Collectors.toUnmodifiableMap(Attribute::name, Function.identity()));
    }

    /**
     * The changes in a request's text, such as {@code +message.type=FIFO,-reserve.time}: values by signed name, "" for removals.
     *
     * @throws IllegalArgumentException when the text is malformed
     */
    public static Map<String, String> parse(String text) {
        Map<String, String> changes = new LinkedHashMap<>();
        if (text == null || text.isEmpty()) {
            return changes;
        }
        for (String change : text.split(",", 0)) {
            int equals = change.indexOf('=');
            String name = equals < 0 ? change : change.substring(0, equals);
            String value = equals < 0 ? "" : change.substring(equals + 1);
            check(equals >= 0 || name.startsWith("-"), "delete attribute format is wrong: " + name);
            check(equals < 0 || !name.startsWith("-"), "add/alter attribute format is wrong: " + name);
            check(
                    equals < 0 || (name.startsWith("+") && !value.isEmpty()),
                    "add/alter attribute format is wrong: " + name);
            check(changes.put(name, value) == null, "key duplication: " + name);
        }
        return changes;
    }

    /**
     * What is left of the present attributes after the changes.
     *
     * @param isNew whether the thing is being created: it has nothing to remove then
     * @throws IllegalArgumentException when a change is malformed or not allowed; nothing is changed then
     */
    public Map<String, String> apply(boolean isNew, Map<String, String> present, Map<String, String> changes) {
        Map<String, String> result = new HashMap<>(present);
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, String> change : changes.entrySet()) {
            boolean set = change.getKey().startsWith("+");
            check(set || change.getKey().startsWith("-"), "add/alter attribute format is wrong: " + change.getKey());
            String name = change.getKey().substring(1);
            check(isName(name), FORMAT_WRONG);
            check(set || !isNew, "only add attribute is supported while creating topic. key: " + name);
            check(seen.add(name), "key duplication: " + name);
            check(set || present.containsKey(name), "attempt to delete a nonexistent key: " + name);
            Attribute attribute = changeable(name, present.containsKey(name));
            if (set) {
                String objection = attribute.objection().apply(change.getValue());
                check(objection.isEmpty(), objection);
                result.put(name, change.getValue());
            } else {
                result.remove(name);
            }
        }
        return result;
    }

    private Attribute changeable(String name, boolean isSet) {
        Attribute attribute = known.get(name);
        check(attribute != null, "unsupported key: " + name);
        check(!isSet || attribute.changeable(), "attempt to update an unchangeable attribute. key: " + name);
        return attribute;
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && !name.contains("+")
                && !name.contains("-")
                && name.strip().equals(name);
    }

    private static void check(boolean right, String objection) {
        if (!right) {
            throw new IllegalArgumentException(objection);
        }
    }
}
