package io.cometmq.store.read;

import io.cometmq.store.LogSlice;
import io.cometmq.store.log.MappedFile;
import io.cometmq.store.log.MappedFileQueue;
import io.cometmq.store.log.RecordLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** Gathers records into as few slices as possible: what is adjacent in one file becomes one. One use, one thread. */
final class SliceCollector {
    private final MappedFileQueue files;
    private final LongPredicate inMemory;
    private final ColdReads coldReads;
    private final List<LogSlice> slices = new ArrayList<>(4);
    /** Held while its run is being collected; null without one. */
    private MappedFile file;

    private int runStart;
    private int runEnd;

    /** @param inMemory whether what is at a commit log offset can be handed out as a view */
    @SuppressWarnings("MissingSummary")
    SliceCollector(MappedFileQueue files, LongPredicate inMemory, ColdReads coldReads) {
        this.files = files;
        this.inMemory = inMemory;
        this.coldReads = coldReads;
    }

    /** The record that a queue entry points at, to be looked at until the next call; null when it is not there. */
    ByteBuffer look(long physicalOffset, int sizeBytes) throws IOException {
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
    void take(long physicalOffset, int sizeBytes) throws IOException {
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

    List<LogSlice> finish() throws IOException {
        endRun();
        return slices;
    }

    private void flushRun() throws IOException {
        if (runEnd > runStart) {
            int length = runEnd - runStart;
            LogSlice slice = inMemory.test(file.startOffset() + runStart)
                    ? file.slice(runStart, length)
                    : coldReads.read(file, runStart, length);
            if (slice != null) {
                slices.add(slice);
            }
        }
        runStart = runEnd;
    }

    private void endRun() throws IOException {
        if (file != null) {
            MappedFile ended = file;
            try {
                flushRun();
            } finally {
                ended.release();
                file = null;
            }
        }
    }

    /** Gives back what was collected, after a failure. */
    void abandon() {
        if (file != null) {
            file.release();
            file = null;
        }
        slices.forEach(LogSlice::close);
        slices.clear();
    }
}
