package io.cometmq.tools.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.cli.ParseException;

/** Changes of attributes of a topic or group: {@code +name=value} sets one, {@code -name} removes it. Stateless. */
public final class AttributeChanges {
    private AttributeChanges() {}

    /** By name with its sign; null gives none. */
    public static Map<String, String> parse(String text) throws ParseException {
        Map<String, String> changes = new LinkedHashMap<>();
        if (text == null) {
            return changes;
        }
        for (String change : text.split(",", -1)) {
            int equals = change.indexOf('=');
            boolean sets = change.startsWith("+") && equals > 1;
            boolean removes = change.startsWith("-") && equals < 0 && change.length() > 1;
            if (!sets && !removes) {
                throw new ParseException("attributes are changed by texts like +a=b,-c, not " + change);
            }
            changes.put(sets ? change.substring(0, equals) : change, sets ? change.substring(equals + 1) : "");
        }
        return changes;
    }
}
