package io.cometmq.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Temporary directories in memory where the system has a place for them: tests that open thousands of stores force nothing there. */
public final class MemoryDirectory implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");
    /** What a test may need there. */
    private static final long LEAST_FREE_BYTES = 512 << 20;

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension) throws IOException {
        boolean inMemory =
                Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= LEAST_FREE_BYTES;
        return inMemory
                ? Files.createTempDirectory(MEMORY, "cometmq-test-")
                : Files.createTempDirectory("cometmq-test-");
    }
}
