package io.cometmq.broker.admin;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.broker.client.ConsumerGroupInfo;
import io.cometmq.broker.client.ConsumerManager;
import io.cometmq.broker.filter.FilterRefusedException;
import io.cometmq.broker.filter.MessageFilters;
import io.cometmq.broker.message.StoredRecord;
import io.cometmq.common.json.Json;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.ConsumeQueueData;
import io.cometmq.remoting.protocol.body.QueryConsumeQueueResponseBody;
import io.cometmq.remoting.protocol.header.QueryConsumeQueueRequestHeader;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.remoting.rpc.RequestProcessor;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.MessageFilter;
import io.cometmq.store.QueueExtUnit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** QUERY_CONSUME_QUEUE (321): entries of a queue, and whether a group's filter lets their messages through. */
public final class ConsumeQueueProcessor implements RequestProcessor {
    static final int MAX_ENTRIES = 800;

    private final ConsumerManager consumers;
    private final MessageFilters filters;
    private final DefaultMessageStore store;

    public ConsumeQueueProcessor(ConsumerManager consumers, MessageFilters filters, DefaultMessageStore store) {
        this.consumers = consumers;
        this.filters = filters;
        this.store = store;
    }

    @Override
    public RemotingCommand process(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        QueryConsumeQueueRequestHeader header = request.decodeCommandCustomHeader(QueryConsumeQueueRequestHeader.class);
        if (header.topic() == null || !store.queues(header.topic()).contains(header.queueId())) {
            return RemotingCommand.createResponseCommand(
                    ResponseCode.SYSTEM_ERROR,
                    "queueId=" + header.queueId() + " is not exist, topic=" + header.topic());
        }
        ConsumerGroupInfo group = header.consumerGroup() == null ? null : consumers.find(header.consumerGroup());
        SubscriptionData subscription = group == null ? null : group.subscriptionData(header.topic());
        Entries entries =
                new Entries(filter(header.consumerGroup(), subscription), Math.min(header.count(), MAX_ENTRIES));
        store.getMessage(header.topic(), header.queueId(), header.index(), 1, Integer.MAX_VALUE, entries)
                .close();
        return JsonBody.answer(new QueryConsumeQueueResponseBody(
                subscription,
                filterData(header, subscription),
                entries.found,
                store.maxOffset(header.topic(), header.queueId()),
                Math.max(0, store.minOffset(header.topic(), header.queueId()))));
    }

    /** The expression as JSON; without one, why there is none. Null when no group is asked about. */
    private static String filterData(QueryConsumeQueueRequestHeader header, SubscriptionData subscription) {
        if (header.consumerGroup() == null) {
            return null;
        }
        return subscription == null
                ? header.consumerGroup() + "@" + header.topic() + " is not online!"
                : Json.toJson(subscription.getSubString());
    }

    /** Null when nobody said what the group subscribes to, or it cannot be evaluated. */
    private MessageFilter filter(String group, SubscriptionData subscription) {
        try {
            return subscription == null ? null : filters.registered(group, subscription, 0);
        } catch (FilterRefusedException e) {
            return null;
        }
    }

    /** Notes each entry that the store shows it, and takes none. */
    private static final class Entries implements MessageFilter {
        private final MessageFilter filter;
        private final int max;
        private final List<ConsumeQueueData> found = new ArrayList<>();
        private long tagsCode;
        private boolean matches;

        Entries(MessageFilter filter, int max) {
            this.filter = filter;
            this.max = max;
        }

        @Override
        public boolean matchesEntry(long entryTagsCode, QueueExtUnit extension) {
            tagsCode = entryTagsCode;
            matches = filter != null && filter.matchesEntry(entryTagsCode, extension);
            return found.size() < max;
        }

        @Override
        public boolean matchesRecord(ByteBuffer record) {
            boolean eval = matches && filter.matchesRecord(record);
            long physicalOffset = new StoredRecord(record).physicalOffset();
            found.add(new ConsumeQueueData(physicalOffset, record.remaining(), tagsCode, null, null, eval, null));
            return false;
        }
    }
}
