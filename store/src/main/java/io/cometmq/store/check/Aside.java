package io.cometmq.store.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Where a repair puts what it replaces: {@code damaged/repair-<time>} in the store. Nothing is deleted. One thread. */
final class Aside {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Path root;
    private final Path directory;
    private final List<String> actions = new ArrayList<>();

    Aside(Path root, Instant now) {
        this.root = root;
        this.directory = root.resolve("damaged").resolve("repair-" + TIME.format(now));
    }

    /** What was done, for people. */
    List<String> actions() {
        return List.copyOf(actions);
    }

    void tell(Path file, String what) {
        actions.add(name(file) + ": " + what);
    }

    private String name(Path file) {
        return file.startsWith(root) ? root.relativize(file).toString() : file.toString();
    }

    /** A path for a copy. */
    Path place(String name) throws IOException {
        Path path = directory.resolve(name);
        Files.createDirectories(path.getParent());
        return path;
    }

    /** Moves a file or a directory out of the store, if it is there. */
    void move(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Path target = place(name(path));
        Files.move(path, target);
        tell(path, "moved to " + name(target));
    }
}
