package io.cometmq.store.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.common.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Whether the small files can be used: checkpoint and the JSON files of the configuration (docs/protocol/message-formats.md 9, 10). */
final class StateCheck {
    static final String BACKUP = ".bak";

    private static final int CHECKPOINT_BYTES = 24;
    private static final String[] CHECKPOINT_FIELDS = {"log", "consume queues", "index"};

    private final Path root;
    private final Findings findings;

    StateCheck(Path root, Findings findings) {
        this.root = root;
        this.findings = findings;
    }

    Path checkpoint() {
        return root.resolve("checkpoint");
    }

    /** @param lastStoreTimestamp of the log, in milliseconds */
    void checkCheckpoint(long lastStoreTimestamp) throws IOException {
        if (!Files.exists(checkpoint())) {
            findings.add(checkpoint(), 0, Finding.Severity.NOTE, "is missing: the next start reads the whole log");
            return;
        }
        ByteBuffer fields = CheckedFiles.read(checkpoint(), 0, CHECKPOINT_BYTES);
        if (fields.remaining() < CHECKPOINT_BYTES) {
            findings.add(checkpoint(), 0, Finding.Severity.REPAIRABLE, "is too short");
            return;
        }
        for (int i = 0; i < CHECKPOINT_FIELDS.length; i++) {
            long timestamp = fields.getLong(i * Long.BYTES);
            if (timestamp < 0 || timestamp > lastStoreTimestamp) {
                findings.add(
                        checkpoint(),
                        (long) i * Long.BYTES,
                        Finding.Severity.REPAIRABLE,
                        "says of the " + CHECKPOINT_FIELDS[i] + " the time " + timestamp + ", the latest record has "
                                + lastStoreTimestamp);
            }
        }
    }

    void checkConfiguration() throws IOException {
        for (Path file : CheckedFiles.children(root.resolve("config"))) {
            String name = file.getFileName().toString();
            if (!name.endsWith(".json") && !name.endsWith(".json" + BACKUP)) {
                continue;
            }
            String problem = problemOf(file);
            if (problem == null) {
                continue;
            }
            boolean backup = name.endsWith(BACKUP);
            Path other = backup
                    ? file.resolveSibling(name.substring(0, name.length() - BACKUP.length()))
                    : file.resolveSibling(name + BACKUP);
            boolean replaceable = Files.exists(other) && problemOf(other) == null;
            findings.add(
                    file,
                    0,
                    replaceable ? Finding.Severity.REPAIRABLE : Finding.Severity.LOSS,
                    problem + (replaceable ? "; " + other.getFileName() + " is sound" : ""));
        }
    }

    /** Why a JSON file cannot be used; null when it can. An empty one counts as none. */
    static String problemOf(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), UTF_8);
        if (text.isBlank()) {
            return null;
        }
        try {
            return Json.fromJson(text, Map.class) == null ? "holds no state" : null;
        } catch (RuntimeException e) {
            return "does not parse: " + e.getMessage();
        }
    }
}
