package io.cometmq.common.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Java's properties syntax with line numbers, which java.util.Properties does not keep. */
final class PropertiesText {
    private PropertiesText() {}

    /** The settings in their order; a line that continues others has the number of the first. */
    static List<Setting> parse(String text, Path file) {
        List<Setting> settings = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        String[] lines = text.split("\r\n|\r|\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int number = i + 1;
            StringBuilder logical = new StringBuilder(lines[i]);
            while (!isComment(logical) && isContinued(lines[i]) && i + 1 < lines.length) {
                logical.append('\n').append(lines[++i]);
            }
            try {
                parseLine(logical.toString())
                        .forEach((key, value) -> settings.add(
                                new Setting(key.toString(), value.toString().strip(), Origin.file(file, number))));
            } catch (IllegalArgumentException e) {
                problems.add(Origin.file(file, number) + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return settings;
    }

    /** Leaves separators and escapes to Java's own reader, so that they mean exactly the same. */
    private static Properties parseLine(String line) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not possible in memory
        }
        return properties;
    }

    private static boolean isComment(CharSequence line) {
        String content = line.toString().stripLeading();
        return content.startsWith("#") || content.startsWith("!");
    }

    private static boolean isContinued(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
