package io.cometmq.store.queue;

import java.io.IOException;
import java.util.List;

/** Binary searches over the entries of a queue, which point at ascending offsets of the log. */
final class UnitSearch {
    private static final int UNITS_AT_ONCE = 32;

    private UnitSearch() {}

    /**
     * First entry in {@code [from, to)} that points at a record at or above {@code physicalOffset}; {@code to} if none. Fillers, where
     * entries were lost, count as what follows them.
     */
    static long firstAtOrAbove(ConsumeQueue queue, long from, long to, long physicalOffset) throws IOException {
        UnitBuffer units = new UnitBuffer(UNITS_AT_ONCE);
        long low = from;
        long high = to;
        while (low < high) {
            long middle = (low + high) >>> 1;
            long real = nextReal(queue, middle, high, units);
            if (real == high || units.physicalOffset((int) (real - units.firstOffset())) >= physicalOffset) {
                high = middle;
            } else {
                low = real + 1;
            }
        }
        return nextReal(queue, low, to, units);
    }

    /** First entry in {@code [from, to)} that is no filler, then within {@code units}; {@code to} if none. */
    private static long nextReal(ConsumeQueue queue, long from, long to, UnitBuffer units) throws IOException {
        long at = from;
        while (at < to) {
            int count = queue.read(at, units);
            for (int i = 0; i < count && at + i < to; i++) {
                if (units.isReal(i)) {
                    return at + i;
                }
            }
            // Without its file an entry is as good as lost.
            at += count > 0 ? count : queue.unitsPerFile() - at % queue.unitsPerFile();
        }
        return to;
    }

    /** First entry of a queue's files that was never written or points at or above the limit; 0 without files. */
    static long endInFiles(ConsumeQueue queue, QueueFiles files, List<Long> indexes, long limitPhysicalOffset)
            throws IOException {
        long end = 0;
        for (int i = indexes.size() - 1; i >= 0; i--) {
            long start = indexes.get(i) * files.unitsPerFile();
            end = endInFile(queue, files, start, limitPhysicalOffset);
            if (end > start) {
                break;
            }
        }
        return end;
    }

    private static long endInFile(ConsumeQueue queue, QueueFiles files, long start, long limitPhysicalOffset)
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
