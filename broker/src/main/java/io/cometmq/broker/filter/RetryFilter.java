package io.cometmq.broker.filter;

import io.cometmq.broker.message.StoredRecord;
import io.cometmq.common.message.PropertiesView;
import io.cometmq.store.MessageFilter;
import io.cometmq.store.QueueExtUnit;
import java.nio.ByteBuffer;

/**
 * Messages in a retry topic, by the condition of the topic that they are from (filterSupportRetry, docs/protocol/semantics.md 14):
 * what the group no longer wants there is not tried again.
 */
final class RetryFilter implements MessageFilter {
    private static final ThreadLocal<PropertiesView> VIEWS = ThreadLocal.withInitial(PropertiesView::new);

    private final String group;
    private final MessageFilter filter;
    private final ConsumerFilterManager registered;

    RetryFilter(String group, MessageFilter filter, ConsumerFilterManager registered) {
        this.group = group;
        this.filter = filter;
        this.registered = registered;
    }

    @Override
    public boolean matchesEntry(long tagsCode, QueueExtUnit extension) {
        return filter.matchesEntry(tagsCode, extension);
    }

    @Override
    public boolean matchesRecord(ByteBuffer record) {
        StoredRecord stored = new StoredRecord(record);
        PropertiesView properties = VIEWS.get();
        properties.scan(record, stored.propertiesOffset(), stored.propertiesLength());
        String topic = properties.get(PropertiesView.Name.RETRY_TOPIC);
        ConsumerFilterManager.Registered condition = topic == null ? null : registered.find(group, topic);
        return filter.matchesRecord(record)
                && (condition == null || condition.filter().matchesRecord(record));
    }
}
