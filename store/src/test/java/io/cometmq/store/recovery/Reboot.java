package io.cometmq.store.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lets a store's directory look as if the machine had been started anew since. */
public final class Reboot {
    private Reboot() {}

    public static void after(Path root) throws IOException {
        // It holds as long as the machine runs.
        Files.deleteIfExists(root.resolve("snapshot.recent"));
        Path file = root.resolve("snapshot.forced");
        StoreSnapshot snapshot = SnapshotFile.read(file);
        if (snapshot != null) {
            SnapshotFile.write(
                    file,
                    new StoreSnapshot(
                            "another start",
                            snapshot.forced(),
                            snapshot.position(),
                            snapshot.lastRecord(),
                            snapshot.lastTimestamp(),
                            snapshot.unitsPerFile(),
                            snapshot.indexFiles(),
                            snapshot.queues()));
        }
    }
}
