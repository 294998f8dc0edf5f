package io.cometmq.client.consumer.store;

import java.nio.file.Path;

/** Stores at places of the tests' choice. */
public final class StoresForTests {
    private StoresForTests() {}

    public static OffsetStore localFile(Path file, String group) {
        return new LocalFileOffsetStore(file, group);
    }
}
