package io.cometmq.store.log;

import io.cometmq.store.MessageStoreConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Touches the pages of a file before they are appended to (warmMapedFileEnable), so that the first store to a page costs no
 * fault. Used by the allocator's thread, on parts of the file that nobody writes to yet.
 */
final class SegmentWarmer {
    private static final Logger log = LoggerFactory.getLogger(SegmentWarmer.class);
    private static final int PAGE_SIZE = 4096;

    private final boolean enabled;

    SegmentWarmer(MessageStoreConfig config) {
        this.enabled = config.warmMapedFileEnable();
        if (enabled) {
            log.info(
                    "warmMapedFileEnable: pages of the log are touched ahead; they are not locked in memory, which Java"
                            + " cannot do (keep vm.swappiness low instead)");
        }
    }

    void warm(MappedFile file, int from, int to) throws IOException {
        if (!enabled) {
            return;
        }
        ByteBuffer bytes = file.mapped();
        int first = (from + PAGE_SIZE - 1) / PAGE_SIZE * PAGE_SIZE;
        for (int at = first; at < to; at += PAGE_SIZE) {
            bytes.put(at, (byte) 0);
        }
    }
}
