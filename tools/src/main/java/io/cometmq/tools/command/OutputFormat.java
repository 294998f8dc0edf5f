package io.cometmq.tools.command;

import java.util.Locale;
import org.apache.commons.cli.ParseException;

/** How listings are written. */
public enum OutputFormat {
    TEXT,
    JSON,
    CSV;

    static OutputFormat of(String word) throws ParseException {
        for (OutputFormat format : values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(word)) {
                return format;
            }
        }
        throw new ParseException("--output takes text, json or csv, not " + word);
    }
}
