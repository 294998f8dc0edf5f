package io.cometmq.client.compatibility;

import io.cometmq.client.compatibility.ApiListing.ListedClass;
import io.cometmq.client.compatibility.ApiListing.Member;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What source code written for the listed API would miss in ours. */
final class ApiComparison {
    /** @param item {@code client.producer.MQProducer.send(Message, long)}, or only the class */
    record Difference(String item, String what) {
        @Override
        public String toString() {
            return item + ": " + what;
        }
    }

    private final List<Difference> differences = new ArrayList<>();

    static List<Difference> differences(ApiListing listing) {
        ApiComparison comparison = new ApiComparison();
        listing.classes().stream()
                .filter(listed -> listed.modifiers().contains("public"))
                .forEach(comparison::compare);
        return comparison.differences;
    }

    private void compare(ListedClass listed) {
        Class<?> ours;
        try {
            ours = Class.forName(listed.name(), false, ApiComparison.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            add(listed, null, "missing");
            return;
        }
        int modifiers = ours.getModifiers();
        check(Modifier.isPublic(modifiers), listed, null, "not public");
        check(
                ours.isInterface() == listed.isInterface(),
                listed,
                null,
                "a class instead of an interface, or the other way round");
        boolean holdsStatics = holdsOnlyStatics(listed);
        check(
                !Modifier.isFinal(modifiers)
                        || holdsStatics
                        || ours.isEnum()
                        || listed.modifiers().contains("final"),
                listed,
                null,
                "final");
        check(
                ours.isInterface()
                        || !Modifier.isAbstract(modifiers)
                        || listed.modifiers().contains("abstract"),
                listed,
                null,
                "abstract");
        for (String parent : listed.parents()) {
            check(
                    hierarchy(ours).stream().anyMatch(type -> type.getName().equals(parent)),
                    listed,
                    null,
                    "no " + simple(parent));
        }
        for (Member member : listed.members()) {
            if (member.isField()) {
                compareField(ours, listed, member);
            } else if (!holdsStatics || !isConstructor(member)) {
                compareExecutable(ours, listed, member);
            }
        }
    }

    /** Nobody makes an instance of such a class, or derives from it; ours forbid it. */
    private static boolean holdsOnlyStatics(ListedClass listed) {
        return listed.members().stream()
                .allMatch(member -> isConstructor(member) || member.modifiers().contains("static"));
    }

    private static boolean isConstructor(Member member) {
        return member.name().equals("<init>");
    }

    private void compareField(Class<?> ours, ListedClass listed, Member member) {
        Field field = hierarchy(ours).stream()
                .flatMap(type -> Stream.of(type.getDeclaredFields()))
                .filter(candidate ->
                        candidate.getName().equals(member.name()) && !Modifier.isPrivate(candidate.getModifiers()))
                .findFirst()
                .orElse(null);
        if (field == null) {
            add(listed, member, "missing");
            return;
        }
        compareModifiers(field.getModifiers(), listed, member);
        check(!Modifier.isFinal(field.getModifiers()) || member.modifiers().contains("final"), listed, member, "final");
        checkType(field.getGenericType(), listed, member);
    }

    private void compareExecutable(Class<?> ours, ListedClass listed, Member member) {
        Executable executable = find(
                ours,
                member,
                candidate -> parameters(candidate).equals(member.parameters()) && returns(candidate, member.type()));
        if (executable == null) {
            executable = find(ours, member, candidate -> parameters(candidate).equals(member.parameters()));
        }
        if (executable == null) {
            executable = find(
                    ours, member, candidate -> erasure(parameters(candidate)).equals(erasure(member.parameters())));
            add(listed, member, executable == null ? "missing" : "has parameters (" + parameters(executable) + ")");
            return;
        }
        compareModifiers(executable.getModifiers(), listed, member);
        boolean inherited = !executable.getDeclaringClass().equals(ours);
        check(
                !Modifier.isAbstract(executable.getModifiers())
                        || member.modifiers().contains("abstract")
                        || (inherited && Modifier.isAbstract(ours.getModifiers())),
                listed,
                member,
                "abstract");
        if (executable instanceof Method method) {
            checkType(method.getGenericReturnType(), listed, member);
        }
        compareExceptions(executable, listed, member);
    }

    /** A checked exception that is no longer thrown breaks the catch, one that is new breaks the call. */
    private void compareExceptions(Executable executable, ListedClass listed, Member member) {
        Set<String> ours = Arrays.stream(executable.getExceptionTypes())
                .filter(ApiComparison::isChecked)
                .map(Class::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> theirs = new TreeSet<>(member.thrown());
        // Whoever handles every exception may always do so.
        if (!theirs.contains("java.lang.Exception")) {
            theirs.removeIf(exception -> !isChecked(exception));
            check(ours.equals(theirs), listed, member, "throws " + ours + ", not " + theirs);
        }
    }

    private static boolean isChecked(String exception) {
        try {
            return isChecked(Class.forName(exception));
        } catch (ClassNotFoundException e) {
            return true;
        }
    }

    private static boolean isChecked(Class<?> exception) {
        return !RuntimeException.class.isAssignableFrom(exception) && !Error.class.isAssignableFrom(exception);
    }

    private static Executable find(Class<?> ours, Member member, Predicate<Executable> matches) {
        Stream<? extends Executable> candidates = member.name().equals("<init>")
                ? Stream.of(ours.getDeclaredConstructors())
                : hierarchy(ours).stream()
                        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                        .filter(method -> method.getName().equals(member.name()));
        return candidates
                .filter(candidate -> !Modifier.isPrivate(candidate.getModifiers()))
                .filter(matches)
                .min(Comparator.comparing(candidate -> Modifier.isAbstract(candidate.getModifiers())))
                .orElse(null);
    }

    private void compareModifiers(int modifiers, ListedClass listed, Member member) {
        check(
                Modifier.isPublic(modifiers)
                        || (Modifier.isProtected(modifiers)
                                && member.modifiers().contains("protected")),
                listed,
                member,
                "not accessible");
        check(Modifier.isStatic(modifiers) == member.modifiers().contains("static"), listed, member, "static or not");
    }

    private void checkType(Type ours, ListedClass listed, Member member) {
        check(
                ours.getTypeName().equals(member.type()),
                listed,
                member,
                "is " + ours.getTypeName() + ", not " + member.type());
    }

    private static boolean returns(Executable executable, String type) {
        return !(executable instanceof Method method)
                || method.getGenericReturnType().getTypeName().equals(type);
    }

    private static String parameters(Executable executable) {
        Type[] generic = executable.getGenericParameterTypes();
        // Without its instance when the class is an inner one.
        boolean whole = generic.length == executable.getParameterCount() || !(executable instanceof Constructor);
        return Arrays.stream(whole ? generic : executable.getParameterTypes())
                .map(Type::getTypeName)
                .collect(Collectors.joining(", "));
    }

    private static String erasure(String types) {
        String erased = types;
        while (erased.contains("<")) {
            erased = erased.replaceAll("<[^<>]*>", "");
        }
        return erased;
    }

    private static List<Class<?>> hierarchy(Class<?> type) {
        Set<Class<?>> types = new LinkedHashSet<>();
        for (Class<?> ancestor = type; ancestor != null; ancestor = ancestor.getSuperclass()) {
            types.add(ancestor);
        }
        for (Class<?> ancestor : List.copyOf(types)) {
            for (Class<?> implemented : ancestor.getInterfaces()) {
                types.addAll(hierarchy(implemented));
            }
        }
        return List.copyOf(types);
    }

    private void check(boolean holds, ListedClass listed, Member member, String otherwise) {
        if (!holds) {
            add(listed, member, otherwise);
        }
    }

    private void add(ListedClass listed, Member member, String what) {
        String item = listed.name().substring(ApiListing.PREFIX.length());
        if (member != null) {
            item += "." + (member.name().equals("<init>") ? "new" : member.name());
            item += member.isField() ? "" : "(" + simple(member.parameters()) + ")";
        }
        differences.add(new Difference(item, what));
    }

    private static String simple(String types) {
        return types.replaceAll("(?:\\w+\\.)+(?=\\w)", "");
    }
}
