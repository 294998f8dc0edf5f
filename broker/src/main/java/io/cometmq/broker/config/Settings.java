package io.cometmq.broker.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads keys out of a properties file. Asking for a key declares it: name, default and range stand in one place, and what was asked
 * for is what can be printed. All that is wrong is collected, so that one start tells everything. Used by one thread.
 */
final class Settings {
    /** A name further away than this is no likely misspelling. */
    private static final int MAX_EDITS = 4;

    private final Map<String, String> given;
    private final SortedMap<String, String> effective = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    Settings(Map<String, String> given) {
        this.given = given;
    }

    String text(String key, String preset) {
        return read(key, preset, value -> value);
    }

    boolean flag(String key, boolean preset) {
        return read(key, preset, value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        });
    }

    int number(String key, int preset, int min, int max) {
        return (int) number(key, (long) preset, min, max);
    }

    long number(String key, long preset, long min, long max) {
        return read(key, preset, value -> {
            long number = Long.parseLong(value);
            if (number < min || number > max) {
                throw new IllegalArgumentException("is not within " + min + ".." + max);
            }
            return number;
        });
    }

    <E extends Enum<E>> E choice(String key, E preset) {
        Class<E> type = preset.getDeclaringClass();
        return read(key, preset, value -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(value))
                .findAny()
                .orElseThrow(
                        () -> new IllegalArgumentException("is none of " + Arrays.toString(type.getEnumConstants()))));
    }

    /** For values with a form of their own: {@code parser} throws IllegalArgumentException with what is wrong. */
    <T> T read(String key, T preset, Function<String, T> parser) {
        String text = given.get(key);
        T value = preset;
        if (text != null) {
            try {
                value = parser.apply(text.trim());
            } catch (NumberFormatException e) {
                problem(key, text, "is not a number");
            } catch (IllegalArgumentException e) {
                problem(key, text, e.getMessage());
            }
        }
        effective.put(key, value == null ? "" : value.toString());
        return value;
    }

    private void problem(String key, String text, String what) {
        problems.add(key + "=" + text + " " + what);
    }

    /** Names of given keys that nobody asked for. */
    List<String> unread() {
        return given.keySet().stream()
                .filter(key -> !effective.containsKey(key))
                .sorted()
                .toList();
    }

    void refuse(String problem) {
        problems.add(problem);
    }

    /** The keys asked for and the values in force. */
    SortedMap<String, String> effective() {
        return effective;
    }

    void check() throws ConfigException {
        if (!problems.isEmpty()) {
            throw new ConfigException(String.join(System.lineSeparator(), problems));
        }
    }

    /** The declared key that {@code key} most likely means; empty when none is near. */
    String nearest(String key) {
        String best = "";
        int least = MAX_EDITS + 1;
        for (String candidate : effective.keySet()) {
            int edits = edits(key, candidate);
            if (edits < least) {
                least = edits;
                best = candidate;
            }
        }
        return best;
    }

    /** Levenshtein distance, letter case ignored. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int replace = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
