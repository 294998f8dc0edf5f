package io.cometmq.store;

import java.util.List;

/**
 * Answer to a query by key: every record whose key hash matches, newest first. The hash can collide: the reader compares
 * topic and key text (docs/protocol/message-formats.md 8). Close it to release the log.
 *
 * @param indexLastUpdateTimestamp store time of the newest indexed message, milliseconds, 0 when there is no index
 * @param indexLastUpdatePhysicalOffset commit log offset of the newest indexed message
 */
public record QueryResult(List<LogSlice> records, long indexLastUpdateTimestamp, long indexLastUpdatePhysicalOffset)
        implements AutoCloseable {
    @Override
    public void close() {
        records.forEach(LogSlice::close);
    }
}
