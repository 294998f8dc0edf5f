package io.cometmq.broker.filter;

import io.cometmq.broker.filter.sql.SqlExpression;
import io.cometmq.broker.message.StoredRecord;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.store.MessageFilter;
import io.cometmq.store.QueueExtUnit;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** By a condition over the properties (docs/protocol/semantics.md 14): what it does not hold for, and what it fails for, is left out. */
final class SqlFilter implements MessageFilter {
    private static final Logger LOG = LoggerFactory.getLogger(SqlFilter.class);
    private static final RateLimitedLog FAILURES = new RateLimitedLog(LOG, Duration.ofSeconds(10));

    private final String group;
    private final String topic;
    private final SqlExpression expression;
    private final BitMapBits bits;

    /** @param bits what bit maps say of the condition */
    SqlFilter(String group, String topic, SqlExpression expression, BitMapBits bits) {
        this.group = group;
        this.topic = topic;
        this.expression = expression;
        this.bits = bits;
    }

    @Override
    public boolean matchesEntry(long tagsCode, QueueExtUnit extension) {
        return extension == null || bits.mayMatch(extension);
    }

    @Override
    public boolean matchesRecord(ByteBuffer record) {
        StoredRecord stored = new StoredRecord(record);
        return matches(record, stored.propertiesOffset(), stored.propertiesLength());
    }

    BitMapBits bits() {
        return bits;
    }

    /** Whether the condition holds for the properties text at these absolute positions. */
    boolean matches(ByteBuffer properties, int offset, int length) {
        SqlExpression.Verdict verdict = expression.evaluate(properties, offset, length);
        if (verdict == SqlExpression.Verdict.FAILED) {
            FAILURES.info(
                    "a message of topic {} is left out for group {}: a property is no number, but is compared with one in {}",
                    topic,
                    group,
                    expression);
        }
        return verdict == SqlExpression.Verdict.MATCHES;
    }
}
