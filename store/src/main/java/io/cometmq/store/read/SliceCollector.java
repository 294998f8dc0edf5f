package io.cometmq.store.read;

import io.cometmq.store.LogSlice;
import io.cometmq.store.log.MappedFile;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.log.RecordLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Gathers records into as few slices as possible: what is adjacent in one file becomes one. One use, one thread. */
final class SliceCollector {
    private final MappedFileQueue files;
    private final List<LogSlice> slices = new ArrayList<>(4);
    /** Held while its run is being collected; null without one. */
    private MappedFile file;

    private int runStart;
    private int runEnd;

    SliceCollector(MappedFileQueue files) {
        this.files = files;
    }

    /** The record that a queue entry points at, to be looked at until the next call; null when it is not there. */
    ByteBuffer look(long physicalOffset, int sizeBytes) {
        if (file == null || physicalOffset < file.startOffset() || physicalOffset >= file.endOffset()) {
            endRun();
            file = files.find(physicalOffset);
            if (file != null && !file.hold()) {
                file = null;
            }
            runStart = 0;
            runEnd = 0;
        }
        if (file == null || physicalOffset + sizeBytes > file.endOffset()) {
            return null;
        }
        ByteBuffer bytes = file.readable();
        int at = (int) (physicalOffset - file.startOffset());
        int magic = bytes.getInt(at + RecordLayout.MAGIC);
        boolean record =
                bytes.getInt(at) == sizeBytes && (magic == RecordLayout.MAGIC_V1 || magic == RecordLayout.MAGIC_V2);
        return record ? bytes : null;
    }

    /** Takes the record just looked at. */
    void take(long physicalOffset, int sizeBytes) {
        int at = (int) (physicalOffset - file.startOffset());
        if (at != runEnd || runStart == runEnd) {
            flushRun();
            runStart = at;
        }
        runEnd = at + sizeBytes;
    }

    /** Where the record is in the buffer of the last {@link #look}. */
    int indexOf(long physicalOffset) {
        return (int) (physicalOffset - file.startOffset());
    }

    List<LogSlice> finish() {
        endRun();
        return slices;
    }

    private void flushRun() {
        if (runEnd > runStart) {
            LogSlice slice = file.slice(runStart, runEnd - runStart);
            if (slice != null) {
                slices.add(slice);
            }
        }
        runStart = runEnd;
    }

    private void endRun() {
        if (file != null) {
            flushRun();
            file.release();
            file = null;
        }
    }
}
