package io.cometmq.broker.filter;

import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import io.cometmq.store.MessageFilter;
import io.cometmq.store.QueueExtUnit;
import java.nio.ByteBuffer;

/**
 * By the hash of the tag in the consume queue; the client compares the tags themselves (docs/protocol/semantics.md 14). Immutable.
 */
public final class TagFilter implements MessageFilter {
    private final long[] codes;

    private TagFilter(long[] codes) {
        this.codes = codes;
    }

    /** The filter of a subscription to tags. */
    public static MessageFilter of(SubscriptionData subscription) {
        if (subscription.isClassFilterMode() || SubscriptionData.SUB_ALL.equals(subscription.getSubString())) {
            return MessageFilter.ALL;
        }
        return new TagFilter(
                subscription.getCodeSet().stream().mapToLong(Integer::longValue).toArray());
    }

    @Override
    public boolean matchesEntry(long tagsCode, QueueExtUnit extension) {
        for (long code : codes) {
            if (code == tagsCode) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean matchesRecord(ByteBuffer record) {
        return true;
    }
}
