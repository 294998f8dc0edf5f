package io.cometmq.client.compatibility;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be absent: the lists in docs/compatibility.md below the heading "What is absent, and why". Each entry is a line
 * that begins with one or more names in backquotes: a class (with all that is in it), a member (in all its forms) or one
 * form with its parameters; {@code *} at the end stands for anything. The text above a list says why.
 */
record AbsenceTable(List<Entry> entries) {
    private static final Pattern NAMES = Pattern.compile("- ((?:`[^`]+`(?:, )?)+).*");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    record Entry(String name) {
        boolean covers(String item) {
            if (name.endsWith("*")) {
                return item.startsWith(name.substring(0, name.length() - 1));
            }
            return item.equals(name) || item.startsWith(name + ".") || item.startsWith(name + "(");
        }
    }

    /** @throws IllegalArgumentException for a list that no text explains */
    static AbsenceTable parse(String page) {
        String table = page.substring(page.indexOf("\n## What is absent"));
        List<Entry> entries = new ArrayList<>();
        for (String group : table.split("\n### ", -1)) {
            Matcher line = NAMES.matcher(group);
            int start = group.indexOf("\n- `");
            if (start >= 0 && group.substring(group.indexOf('\n'), start).isBlank()) {
                throw new IllegalArgumentException(
                        "no reason is given for: " + group.lines().findFirst());
            }
            while (line.find()) {
                NAME.matcher(line.group(1)).results().forEach(result -> entries.add(new Entry(result.group(1))));
            }
        }
        return new AbsenceTable(entries);
    }

    boolean covers(String item) {
        return entries.stream().anyMatch(entry -> entry.covers(item));
    }
}
