package io.cometmq.tools.quickstart;

import java.util.List;
import java.util.Optional;

/**
 * What the publishing and the consuming process tell the one that started them, a line each on their standard output.
 *
 * @param finished whether it is the last word
 * @param lines done so far
 * @param hash of what was done so far; empty before the end
 */
record Report(boolean finished, long lines, long bytes, long duplicates, String hash) {
    static final Report NOTHING_YET = new Report(false, 0, 0, 0, "");

    private static final String PROGRESS = "progress";
    private static final String FINISHED = "finished";

    static Report progress(Tally tally) {
        return new Report(false, tally.lines(), tally.bytes(), tally.duplicates(), "");
    }

    static Report finished(Tally tally) {
        return new Report(true, tally.lines(), tally.bytes(), tally.duplicates(), tally.hash());
    }

    String text() {
        return String.join(
                " ",
                List.of(
                        finished ? FINISHED : PROGRESS,
                        Long.toString(lines),
                        Long.toString(bytes),
                        Long.toString(duplicates),
                        finished ? hash : "-"));
    }

    /** Empty when the line is no report. */
    static Optional<Report> parse(String line) {
        String[] words = line.split(" ", -1);
        boolean finished = words[0].equals(FINISHED);
        if (words.length != 5 || !(finished || words[0].equals(PROGRESS))) {
            return Optional.empty();
        }
        return Optional.of(new Report(
                finished,
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                finished ? words[4] : ""));
    }
}
