package io.cometmq.client.compatibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Classes and members as {@code javap -protected} prints them, with RocketMQ's package prefix replaced by ours. */
record ApiListing(List<ListedClass> classes) {
    static final String PREFIX = "io.cometmq.";

    private static final Pattern TYPE = Pattern.compile(
            "(?<modifiers>(?:(?:public|final|abstract) )*)(?<kind>class|interface) (?<name>[\\w.$]+)(?:<.*?>)?(?<parents>.*) \\{");
    private static final Pattern METHOD = Pattern.compile(
            "(?<modifiers>(?:(?:public|protected|static|final|abstract|synchronized|default|native) )*)(?:<.*?> )?(?:(?<type>\\S.*) )?(?<name>[\\w.$]+)\\((?<parameters>.*)\\)(?: throws (?<thrown>.*))?;");
    private static final Pattern FIELD = Pattern.compile(
            "(?<modifiers>(?:(?:public|protected|static|final|transient|volatile) )*)(?<type>.*) (?<name>\\w+);");

    record ListedClass(
            String name, Set<String> modifiers, boolean isInterface, List<String> parents, List<Member> members) {}

    /** @param parameters null: a field */
    record Member(String name, Set<String> modifiers, String type, String parameters, Set<String> thrown) {
        boolean isField() {
            return parameters == null;
        }
    }

    /** @throws IllegalArgumentException on a line that is none of javap's */
    static ApiListing parse(List<String> lines) {
        List<ListedClass> classes = new ArrayList<>();
        ListedClass current = null;
        for (String raw : lines) {
            String line = raw.replace("org.apache.rocketmq.", PREFIX);
            if (line.startsWith("  ")) {
                current.members().add(member(line.strip(), current.name()));
            } else if (line.endsWith("{")) {
                current = type(line);
                classes.add(current);
            }
        }
        return new ApiListing(classes);
    }

    private static ListedClass type(String line) {
        Matcher matcher = matcher(TYPE, line);
        List<String> parents = new ArrayList<>();
        Matcher parent = Pattern.compile("io\\.cometmq\\.[\\w.$]+")
                .matcher(matcher.group("parents").replaceAll("<.*?>", ""));
        while (parent.find()) {
            parents.add(parent.group());
        }
        return new ListedClass(
                matcher.group("name"),
                words(matcher.group("modifiers")),
                matcher.group("kind").equals("interface"),
                parents,
                new ArrayList<>());
    }

    private static Member member(String line, String className) {
        if (!line.contains("(")) {
            Matcher field = matcher(FIELD, line);
            return new Member(
                    field.group("name"), words(field.group("modifiers")), field.group("type"), null, Set.of());
        }
        Matcher method = matcher(METHOD, line);
        boolean constructor = method.group("name").equals(className);
        return new Member(
                constructor ? "<init>" : method.group("name"),
                words(method.group("modifiers")),
                constructor ? "void" : method.group("type"),
                method.group("parameters").replace("...", "[]"),
                method.group("thrown") == null
                        ? Set.of()
                        : new TreeSet<>(List.of(method.group("thrown").split(", "))));
    }

    private static Matcher matcher(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a line of javap: " + line);
        }
        return matcher;
    }

    private static Set<String> words(String text) {
        return text.isBlank() ? Set.of() : Set.of(text.strip().split(" "));
    }
}
