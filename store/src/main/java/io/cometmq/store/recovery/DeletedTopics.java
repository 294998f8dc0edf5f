package io.cometmq.store.recovery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which topics were deleted, and where the log was then: the log keeps their records, and recovery must not bring them back.
 * One line of text for each deletion: commit log offset, blank, topic. Thread-safe.
 */
public final class DeletedTopics {
    private static final Logger log = LoggerFactory.getLogger(DeletedTopics.class);

    private final Path file;
    /** Commit log offset below which the topic's records are gone; guarded by this monitor. */
    private final Map<String, Long> deletedBefore = new HashMap<>();

    private DeletedTopics(Path file) {
        this.file = file;
    }

    /** Reads the file; lines that make no sense are left out and reported. */
    public static DeletedTopics open(Path file) throws IOException {
        DeletedTopics deleted = new DeletedTopics(file);
        if (Files.exists(file)) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            for (String line : text.split("\n", -1)) {
                deleted.read(line);
            }
        }
        return deleted;
    }

    private void read(String line) {
        int blank = line.indexOf(' ');
        if (blank > 0 && blank <= 19 && line.substring(0, blank).chars().allMatch(c -> c >= '0' && c <= '9')) {
            deletedBefore.merge(line.substring(blank + 1), Long.parseLong(line.substring(0, blank)), Math::max);
        } else if (!line.isBlank()) {
            log.warn("a line of {} cannot be read: a deleted topic may come back", file);
        }
    }

    /** Remembers a deletion for good. */
    public synchronized void add(String topic, long physicalOffset) throws IOException {
        deletedBefore.put(topic, physicalOffset);
        byte[] line = (physicalOffset + " " + topic + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND, StandardOpenOption.CREATE)) {
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Whether the topic's record at this commit log offset was there before the topic was deleted. */
    public synchronized boolean isDeleted(String topic, long physicalOffset) {
        Long before = deletedBefore.isEmpty() ? null : deletedBefore.get(topic);
        return before != null && physicalOffset < before;
    }

    /** Forgets deletions of records that the log no longer has. */
    public synchronized void trim(long minPhysicalOffset) throws IOException {
        if (deletedBefore.values().removeIf(before -> before <= minPhysicalOffset)) {
            rewrite();
        }
    }

    /** The log ends here: what comes after is new, though it was deleted once at a place that the log lost. */
    public synchronized void limitTo(long endOffset) throws IOException {
        boolean beyond = deletedBefore.values().stream().anyMatch(before -> before > endOffset);
        if (beyond) {
            deletedBefore.replaceAll((topic, before) -> Math.min(before, endOffset));
            rewrite();
        }
    }

    private void rewrite() throws IOException {
        StringBuilder text = new StringBuilder();
        deletedBefore.forEach(
                (topic, before) -> text.append(before).append(' ').append(topic).append('\n'));
        ForcedFile.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
