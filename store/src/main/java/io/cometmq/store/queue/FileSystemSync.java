package io.cometmq.store.queue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a whole file system to the disk at once, with the system's own {@code sync} program: Java can only force file by
 * file, which takes minutes for 100,000 consume queues. Stateless.
 */
final class FileSystemSync {
    private static final Logger log = LoggerFactory.getLogger(FileSystemSync.class);
    private static final long TIMEOUT_SECONDS = 60;

    private FileSystemSync() {}

    /** Returns whether everything written before on the file system of this directory is on the disk. */
    static boolean sync(Path directory) {
        try {
            Process process = new ProcessBuilder("sync", "-f", directory.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            log.debug("no sync program: {}", e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
