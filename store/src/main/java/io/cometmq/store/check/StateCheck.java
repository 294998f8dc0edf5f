package io.cometmq.store.check;

import io.cometmq.common.file.StateFile;
import io.cometmq.common.json.Json;
import io.cometmq.common.state.BrokerStateFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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
            Path other = isBackup(file) ? current(file) : file.resolveSibling(name + BACKUP);
            String problem = problemOf(file);
            if (problem != null) {
                report(file, problem, other);
            }
            if (isBackup(file) && !Files.exists(other)) {
                report(other, "is missing", file);
            }
        }
    }

    private void report(Path file, String problem, Path other) throws IOException {
        boolean replaceable = Files.exists(other) && problemOf(other) == null;
        findings.add(
                file,
                0,
                replaceable ? Finding.Severity.REPAIRABLE : Finding.Severity.LOSS,
                problem + (replaceable ? "; " + other.getFileName() + " is sound" : ""));
    }

    private static boolean isBackup(Path file) {
        return file.getFileName().toString().endsWith(BACKUP);
    }

    /** The file that a previous one belongs to. */
    static Path current(Path backup) {
        String name = backup.getFileName().toString();
        return backup.resolveSibling(name.substring(0, name.length() - BACKUP.length()));
    }

    /** Why a JSON file cannot be used; null when it can. */
    static String problemOf(Path file) throws IOException {
        Path current = isBackup(file) ? current(file) : file;
        BrokerStateFile known = BrokerStateFile.named(current.getFileName().toString());
        try {
            String text = StateFile.text(Files.readAllBytes(file));
            if (text.isBlank()) {
                return "is empty";
            }
            if (known != null) {
                known.check(text);
            } else {
                Json.fromJson(text, Map.class);
            }
            return null;
        } catch (CharacterCodingException e) {
            return "does not parse: it is not UTF-8";
        } catch (RuntimeException e) {
            return "does not parse: " + e.getMessage();
        }
    }
}
