package io.cometmq.store;

import static io.cometmq.store.TestStores.bodies;
import static io.cometmq.store.TestStores.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColdReadTest {
    @TempDir
    Path root;

    @Test
    void oldMessagesAreReadIntoMemoryOfTheirOwn() throws Exception {
        List<String> sent = new ArrayList<>();
        // Nothing but the end of the log counts as in memory.
        MessageStoreConfig config =
                TestStores.config(root).with("accessMessageInMemoryMaxRatio", 0).build();
        try (DefaultMessageStore store = TestStores.open(config)) {
            long cut = 0;
            for (int i = 0; i < 300; i++) {
                String body = "m" + i + "x".repeat(i);
                AppendResult result = store.append(message("T", 0, body)).join();
                cut = i == 100 ? result.physicalOffset() : cut;
                sent.add(body);
            }
            assertThat(store.isInMemory("T", 0, 5)).isFalse();
            assertThat(bodies(store, "T", 0, 0)).isEqualTo(sent);
            try (GetMessageResult result = store.getMessage("T", 0, 120, 8, 1 << 20, MessageFilter.ALL)) {
                assertThat(result.messageCount()).isEqualTo(8);
                // The log no longer has them: who sends them does not touch it.
                store.truncateTo(cut);
                List<String> read = new ArrayList<>();
                for (ByteBuffer slice : result.slices()) {
                    TestStores.collectBodies(slice, read);
                }
                assertThat(read).isEqualTo(sent.subList(120, 128));
            }
        }
    }
}
