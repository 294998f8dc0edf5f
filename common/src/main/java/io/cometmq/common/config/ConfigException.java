package io.cometmq.common.config;

import java.util.List;

/** The configuration cannot be used; the message has one line per problem, each with its place. */
public final class ConfigException extends RuntimeException {
    private final List<String> problems;

    public ConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, each with file and line, key, value and what is allowed. */
    public List<String> problems() {
        return problems;
    }
}
