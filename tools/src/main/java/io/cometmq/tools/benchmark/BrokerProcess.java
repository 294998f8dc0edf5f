package io.cometmq.tools.benchmark;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the measured broker has used so far: processor time from the kernel, allocated heap from its JVM. */
final class BrokerProcess implements Closeable {
    /** USER_HZ, which Linux fixes for all that it shows in /proc. */
    private static final long NANOS_PER_TICK = 10_000_000;

    /** Fields behind the process name in /proc/PID/stat, counted from 0: state is 0, utime 11, stime 12. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;

    private final Path stat;
    private final AllocationMeter allocation;

    private BrokerProcess(Path stat, AllocationMeter allocation) {
        this.stat = stat;
        this.allocation = allocation;
    }

    /** A process that nobody named: everything about it is unknown. */
    static BrokerProcess unknown() {
        return new BrokerProcess(null, null);
    }

    /** Throws when there is no such process; the allocation stays unknown when its JVM cannot be asked. */
    static BrokerProcess of(long pid) throws IOException {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        if (!Files.isReadable(stat)) {
            throw new IOException("there is no process " + pid + " to measure (" + stat + ")");
        }
        return new BrokerProcess(stat, AllocationMeter.attach(pid));
    }

    /**
     * Resources used since the process began.
     *
     * @param cpuNanos user and system time
     * @param allocatedBytes bytes of heap that its threads have allocated
     */
    record Usage(OptionalLong cpuNanos, OptionalLong allocatedBytes) {
        /** What was used between an earlier reading and this one. */
        Usage since(Usage earlier) {
            return new Usage(
                    difference(cpuNanos, earlier.cpuNanos), difference(allocatedBytes, earlier.allocatedBytes));
        }

        private static OptionalLong difference(OptionalLong later, OptionalLong earlier) {
            return later.isPresent() && earlier.isPresent()
                    ? OptionalLong.of(later.getAsLong() - earlier.getAsLong())
                    : OptionalLong.empty();
        }
    }

    Usage usage() throws IOException {
        return new Usage(
                stat == null ? OptionalLong.empty() : OptionalLong.of(cpuNanos(Files.readString(stat))),
                allocation == null ? OptionalLong.empty() : OptionalLong.of(allocation.allocatedBytes()));
    }

    static long cpuNanos(String stat) {
        // The name in parentheses may itself hold blanks and parentheses.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) * NANOS_PER_TICK;
    }

    @Override
    public void close() throws IOException {
        if (allocation != null) {
            allocation.close();
        }
    }
}
