package io.cometmq.common.config;

import java.nio.file.Path;

/**
 * Where a value comes from, as people should read it.
 *
 * @param line the line of a file, from 1; 0 when the source has no lines
 */
public record Origin(String source, int line) {
    public static final Origin DEFAULT = new Origin("default", 0);

    public static Origin file(Path file, int line) {
        return new Origin(file.toString(), line);
    }

    public static Origin commandLine(String option) {
        return new Origin("command line " + option, 0);
    }

    public static Origin environment(String variable) {
        return new Origin("environment " + variable, 0);
    }

    /** A change while the process runs, by somebody at that address. */
    public static Origin admin(String address) {
        return new Origin("admin " + address, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line;
    }
}
