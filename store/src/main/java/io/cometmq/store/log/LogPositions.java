package io.cometmq.store.log;

/**
 * How far the log has come: appended (in the page cache), forced (on the disk),
 * replicated (with enough others), readable (may become visible). All are
 * commit log offsets after the last byte, and only grow but for a truncation. Thread-safe for readers.
 */
public final class LogPositions {
    private final boolean buffered;
    private final boolean readOnlyForced;
    /** Written under the append lock. */
    private volatile long appended;
    /** Store time of the last record below appended; written under the append lock, before it. */
    private volatile long appendedTimestamp;
    /** Written by the thread that forces. */
    private volatile long forced;
    /** Written by whoever hears from the replicas. */
    private volatile long replicated;

    /** Written by the thread that commits; appended itself where there are no write buffers. */
    private volatile long committed;

    /**
     * @param buffered whether what is appended is not in its file before it is committed
     * @param readOnlyForced whether readers must see only what is forced (SYNC_FLUSH)
     */
    @SuppressWarnings("MissingSummary")
    public LogPositions(boolean buffered, boolean readOnlyForced) {
        this.buffered = buffered;
        this.readOnlyForced = readOnlyForced;
    }

    public long appended() {
        return appended;
    }

    /** A store time not later than that of any record above {@link #appended}, when read before it. Milliseconds. */
    public long appendedTimestamp() {
        return appendedTimestamp;
    }

    public long forced() {
        return forced;
    }

    /** What enough replicas have, as {@link #replicatedTo} was told; says nothing about forced. */
    public long replicated() {
        return replicated;
    }

    /** Enough replicas have everything below. */
    public synchronized void replicatedTo(long position) {
        replicated = Math.max(replicated, position);
    }

    /** What is in the files, and so in the page cache at least. */
    public long committed() {
        return buffered ? committed : appended;
    }

    /** Everything below is in its file. */
    public void committedTo(long position) {
        committed = position;
    }

    public long readable() {
        return readOnlyForced ? forced : committed();
    }

    void appendedTo(long position, long storeTimestamp) {
        appendedTimestamp = storeTimestamp;
        appended = position;
    }

    /** Everything below is on the disk. */
    public void forcedTo(long position) {
        forced = position;
    }

    /** After recovery or truncation: the log ends here, and all of it counts as forced. */
    public synchronized void resetTo(long position, long storeTimestamp) {
        replicated = Math.min(replicated, position);
        appendedTimestamp = storeTimestamp;
        appended = position;
        committed = position;
        forced = position;
    }
}
