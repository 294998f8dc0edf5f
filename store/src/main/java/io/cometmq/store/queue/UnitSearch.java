package io.cometmq.store.queue;

import java.io.IOException;

/** Binary searches over the entries of a queue, which point at ascending offsets of the log. */
final class UnitSearch {
    private UnitSearch() {}

    /** First entry in {@code [from, to)} that points at a record at or above {@code physicalOffset}; {@code to} if none. */
    static long firstAtOrAbove(ConsumeQueue queue, long from, long to, long physicalOffset) throws IOException {
        UnitBuffer unit = new UnitBuffer(1);
        long low = from;
        long high = to;
        while (low < high) {
            long middle = (low + high) >>> 1;
            boolean atOrAbove =
                    queue.read(middle, unit) == 1 && unit.isReal(0) && unit.physicalOffset(0) >= physicalOffset;
            if (atOrAbove) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** First entry of the file that begins with {@code start} that was never written or points at or above the limit. */
    static long endInFile(ConsumeQueue queue, QueueFiles files, long start, long limitPhysicalOffset)
            throws IOException {
        UnitBuffer unit = new UnitBuffer(1);
        long low = start;
        long high = start + files.unitsPerFile();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (isEnd(queue, files, middle, unit, limitPhysicalOffset)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static boolean isEnd(
            ConsumeQueue queue, QueueFiles files, long queueOffset, UnitBuffer unit, long limitPhysicalOffset)
            throws IOException {
        if (files.read(queue, queueOffset, unit.array(), 1) == 0) {
            return true;
        }
        int size = unit.sizeBytes(0);
        return size <= 0 || (size != ConsumeQueue.FILLER_SIZE && unit.physicalOffset(0) >= limitPhysicalOffset);
    }

    /** Whether nothing was ever written at {@code queueOffset}. */
    static boolean isUnwritten(ConsumeQueue queue, QueueFiles files, long queueOffset) throws IOException {
        UnitBuffer unit = new UnitBuffer(1);
        return files.read(queue, queueOffset, unit.array(), 1) == 0
                || (unit.sizeBytes(0) == 0 && unit.physicalOffset(0) == 0);
    }
}
