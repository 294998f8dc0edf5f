package io.cometmq.store.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects findings up to a limit. Not thread-safe. */
final class Findings {
    private static final int MAX_FINDINGS = 10_000;

    private final Path root;
    private final List<Finding> list = new ArrayList<>();
    private long suppressed;

    Findings(Path root) {
        this.root = root;
    }

    void add(Path file, long position, Finding.Severity severity, String text) {
        if (list.size() >= MAX_FINDINGS) {
            suppressed++;
            return;
        }
        String name = file.startsWith(root) ? root.relativize(file).toString() : file.toString();
        list.add(new Finding(name, position, severity, text));
    }

    List<Finding> list() {
        return List.copyOf(list);
    }

    long suppressed() {
        return suppressed;
    }
}
