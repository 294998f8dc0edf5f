package io.cometmq.store.flush;

import io.cometmq.store.log.MappedFile;
import java.io.IOException;

/** Forces bytes of a log file to the disk; passed in so that tests can let it fail. */
@FunctionalInterface
public interface LogForcer {
    LogForcer MAPPED = MappedFile::force;

    /** Forces {@code [from, to)} of the file; returns when the bytes are on the disk. */
    void force(MappedFile file, int from, int to) throws IOException;
}
