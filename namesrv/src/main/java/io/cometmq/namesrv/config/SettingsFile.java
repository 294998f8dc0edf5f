package io.cometmq.namesrv.config;

import io.cometmq.common.file.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file that settings changed at run time are kept in: a properties file that people write, too. */
final class SettingsFile {
    private final StateFile file;

    SettingsFile(Path path) {
        this.file = new StateFile(path);
    }

    /**
     * Writes the changed settings; the file's other lines stay as they are.
     *
     * @throws IOException when they could not be stored; the file is as before then
     */
    void store(Map<String, String> changes) throws IOException {
        StateFile.Loaded<String> before = file.load(text -> text);
        file.store(edited(before.state() == null ? "" : before.state(), changes));
    }

    static String edited(String text, Map<String, String> changes) {
        Map<String, String> left = new LinkedHashMap<>(changes);
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String key = keyOf(line);
            if (!changes.containsKey(key)) {
                lines.add(line);
            } else if (left.containsKey(key)) {
                lines.add(key + "=" + escaped(left.remove(key)));
            }
        }
        left.forEach((key, value) -> lines.add(key + "=" + escaped(value)));
        return String.join("\n", lines) + "\n";
    }

    private static String keyOf(String line) {
        return line.strip().split("[=:\\s]", 2)[0];
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\");
    }
}
