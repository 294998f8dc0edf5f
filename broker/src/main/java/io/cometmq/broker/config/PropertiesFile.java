package io.cometmq.broker.config;

import io.cometmq.common.file.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A properties file that people write: setting a key leaves everything else in it as it is. Thread-safe. */
final class PropertiesFile {
    private static final Pattern SETTING = Pattern.compile("\\s*([^\\s=:#!]+)\\s*[=:\\s].*");

    private final Path path;

    PropertiesFile(Path path) {
        this.path = path;
    }

    /** Replaces the lines of these keys, or adds them at the end; the file is replaced as a whole. */
    synchronized void set(Map<String, String> changes) throws IOException {
        Map<String, String> missing = new TreeMap<>(changes);
        List<String> lines = new ArrayList<>();
        for (String line : Files.exists(path) ? Files.readAllLines(path) : List.<String>of()) {
            Matcher setting = SETTING.matcher(line);
            String key = setting.matches() ? setting.group(1) : "";
            if (changes.containsKey(key)) {
                lines.add(line(key, changes.get(key)));
                missing.remove(key);
            } else {
                lines.add(line);
            }
        }
        missing.forEach((key, value) -> lines.add(line(key, value)));
        new StateFile(path).store(String.join("\n", lines) + "\n");
    }

    private static String line(String key, String value) {
        return key + "=" + value.replace("\\", "\\\\").replace("\n", "\\n");
    }
}
