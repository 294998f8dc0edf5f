package io.cometmq.store.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells whether the machine has been running ever since: then what was written is still there, forced or not. Stateless.
 */
final class BootId {
    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    /** Where nobody knows. */
    static final String UNKNOWN = "";

    private BootId() {}

    static String current() {
        try {
            return Files.readString(LINUX).strip();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
