package io.cometmq.store.recovery;

import io.cometmq.store.MessageStoreConfig;
import io.cometmq.store.log.MappedFile;
import io.cometmq.store.log.MappedFileQueue;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the log at an offset. What follows in the same file becomes zeros, so that no old record can ever be taken for a
 * new one; later files that hold something are moved aside, not deleted.
 */
final class LogTruncation {
    private static final Logger log = LoggerFactory.getLogger(LogTruncation.class);

    private final MessageStoreConfig config;
    private final MappedFileQueue files;

    LogTruncation(MessageStoreConfig config, MappedFileQueue files) {
        this.config = config;
        this.files = files;
    }

    /**
     * Cuts.
     *
     * @param always whether to clear the rest of the file even if nothing follows the end at once
     * @param reason why the log ends there, for people
     * @return whether something lay behind the end
     */
    boolean cutAt(long end, boolean always, String reason) throws IOException {
        boolean laterFiles = false;
        while (files.last() != null && files.last().startOffset() > end) {
            laterFiles |= setAside(files.detachLast());
        }
        MappedFile file = files.find(end);
        if (file == null) {
            return laterFiles;
        }
        int position = (int) (end - file.startOffset());
        boolean something = !isZero(file.readable(), position, Math.min(file.size(), position + 4096));
        if (something) {
            log.warn("the log ends at {} in {}, what follows is no record: {}", end, file, reason);
        }
        if ((something || always) && !file.isReadOnly()) {
            try (RandomAccessFile raw = new RandomAccessFile(file.path().toFile(), "rw")) {
                raw.setLength(position);
                raw.setLength(file.size());
            }
        }
        return something || laterFiles;
    }

    /** Returns whether the file held something. */
    private boolean setAside(MappedFile file) throws IOException {
        if (isZero(file.readable(), 0, Math.min(file.size(), 4096))) {
            Files.deleteIfExists(file.path());
            return false;
        }
        Path directory = config.rootDirectory().resolve("damaged");
        Files.createDirectories(directory);
        Path target = directory.resolve(file.path().getFileName() + "." + System.nanoTime());
        Files.move(file.path(), target);
        log.error("the log ends before {}: the file was moved to {}, its messages are not served", file, target);
        return true;
    }

    private static boolean isZero(ByteBuffer bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
