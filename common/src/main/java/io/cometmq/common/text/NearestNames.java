package io.cometmq.common.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody may have meant: the known names that a mistyped one is nearest to. */
public final class NearestNames {
    /** Longer names are compared by this many characters only: the cost grows with the square. */
    private static final int MAX_COMPARED_LENGTH = 255;

    private NearestNames() {}

    private record Candidate(String name, int distance) {}

    /** At most {@code limit} names that differ from the given one in a third of its characters or less, nearest first. */
    public static List<String> of(String name, Collection<String> known, int limit) {
        int farthest = Math.max(1, name.length() / 3);
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= farthest)
                .map(candidate -> new Candidate(candidate, distance(name, candidate)))
                .filter(candidate -> candidate.distance <= farthest)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(limit)
                .map(Candidate::name)
                .toList();
    }

    /** Levenshtein's distance: insertions, deletions and replacements, with case ignored. */
    static int distance(String left, String right) {
        String a = comparable(left);
        String b = comparable(right);
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }

    private static String comparable(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.length() > MAX_COMPARED_LENGTH ? lower.substring(0, MAX_COMPARED_LENGTH) : lower;
    }
}
