package io.cometmq.store.recovery;

import io.cometmq.store.log.LogDirectories;
import io.cometmq.store.log.MappedFile;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.log.RecordLayout;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the files of the log. One that is cut short is extended with zeros, so that its good records stay; one that is
 * missing between others is replaced by an empty one, so that everything before and after it stays. Both are reported.
 */
public final class LogFiles {
    private static final Logger log = LoggerFactory.getLogger(LogFiles.class);

    private LogFiles() {}

    /**
     * Opens all files of the directory.
     *
     * @throws IOException when the files have another size than configured, or cannot be opened
     */
    public static void open(LogDirectories directories, MappedFileQueue files) throws IOException {
        for (Path directory : directories.writable()) {
            MappedFile.deleteLeftovers(directory);
        }
        SortedMap<Long, Path> starts = MappedFileQueue.filesIn(directories.readable());
        int size = files.fileSize();
        for (Map.Entry<Long, Path> each : starts.entrySet()) {
            long start = each.getKey();
            Path path = each.getValue();
            long length = Files.size(path);
            boolean misplaced = (start - starts.firstKey()) % size != 0;
            if (length > size || misplaced) {
                throw new IOException("commit log file " + path + " with " + length
                        + " bytes does not fit mappedFileSizeCommitLog=" + size
                        + "; set it to the size that the store was written with");
            }
            if (length < size) {
                log.warn("commit log file {} has {} bytes instead of {}: the rest counts as empty", path, length, size);
            }
            fillGap(directories.writable().get(0), files, start);
            files.add(
                    directories.isReadOnly(path.getParent())
                            ? MappedFile.openReadOnly(path, start, size)
                            : MappedFile.open(path.getParent(), start, size));
        }
    }

    private static void fillGap(Path directory, MappedFileQueue files, long start) throws IOException {
        while (files.last() != null && files.last().endOffset() < start) {
            long missing = files.last().endOffset();
            log.error("commit log file {} is missing in {}: its messages are lost", missing, directory);
            try (RandomAccessFile file = new RandomAccessFile(
                    directory.resolve(MappedFile.fileName(missing)).toFile(), "rw")) {
                file.setLength(files.fileSize());
                file.writeInt(files.fileSize());
                file.writeInt(RecordLayout.MAGIC_BLANK);
            }
            files.add(MappedFile.open(directory, missing, files.fileSize()));
        }
    }
}
