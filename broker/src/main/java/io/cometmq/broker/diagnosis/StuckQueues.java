package io.cometmq.broker.diagnosis;

import io.cometmq.broker.client.ClientChannelInfo;
import io.cometmq.broker.client.ConsumerGroupInfo;
import io.cometmq.broker.client.ConsumerManager;
import io.cometmq.broker.message.StoredRecord;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.PropertiesView;
import io.cometmq.remoting.protocol.body.BrokerDiagnosis.StuckQueue;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.GetMessageResult;
import io.cometmq.store.GetMessageStatus;
import io.cometmq.store.MessageFilter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues of online groups that have messages and whose offset does not move: usually one message is being consumed for ever, and the
 * client may not commit beyond it. Looks at the offsets now and then.
 */
public final class StuckQueues {
    /** Queues that are watched at once; others are looked at when these move. */
    private static final int MAX_WATCHED = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(StuckQueues.class);
    private static final RateLimitedLog NEWS = new RateLimitedLog(LOG, Duration.ofSeconds(10));

    private record Queue(String group, String topic, int queueId) {}

    private record Sighting(long queueOffset, long sinceMillis) {}

    private final ConsumerManager consumers;
    private final ConsumerOffsetManager offsets;
    private final DefaultMessageStore store;
    private final DiagnosisConfig settings;
    private final LongSupplier clockMillis;

    /** Replaced by each look. */
    private volatile Map<Queue, Sighting> lagging = Map.of();

    public StuckQueues(
            ConsumerManager consumers,
            ConsumerOffsetManager offsets,
            DefaultMessageStore store,
            DiagnosisConfig settings,
            LongSupplier clockMillis) {
        this.consumers = consumers;
        this.offsets = offsets;
        this.store = store;
        this.settings = settings;
        this.clockMillis = clockMillis;
    }

    /** Notes which queues stand where; one thread at a time. */
    public void look() {
        Map<Queue, Sighting> before = lagging;
        Map<Queue, Sighting> now = new HashMap<>();
        for (ConsumerGroupInfo group : consumers.all()) {
            if (group.messageModel() != MessageModel.BROADCASTING) {
                group.subscriptions().keySet().forEach(topic -> look(group.group(), topic, before, now));
            }
        }
        lagging = now;
    }

    private void look(String group, String topic, Map<Queue, Sighting> before, Map<Queue, Sighting> now) {
        offsets.committedOf(group, topic).forEach((queueId, committed) -> {
            if (committed < store.maxOffset(topic, queueId) && now.size() < MAX_WATCHED) {
                Queue queue = new Queue(group, topic, queueId);
                Sighting seen = before.get(queue);
                boolean moves = seen == null || seen.queueOffset != committed;
                now.put(queue, moves ? new Sighting(committed, clockMillis.getAsLong()) : seen);
                if (!moves && isNewlyStuck(seen)) {
                    NEWS.warn(
                            "group {} does not get beyond message {} in queue {} of topic {}, said {}",
                            group,
                            committed,
                            queueId,
                            topic,
                            offsets.puller(group, topic, queueId));
                }
            }
        });
    }

    private long age(Sighting sighting) {
        return clockMillis.getAsLong() - sighting.sinceMillis;
    }

    private boolean isNewlyStuck(Sighting sighting) {
        long age = age(sighting);
        return age >= settings.stuckQueueMillis() && age < settings.stuckQueueMillis() + settings.periodMillis();
    }

    /** Those that have not moved since the last look either. */
    List<StuckQueue> find() {
        return lagging.entrySet().stream()
                .filter(entry -> age(entry.getValue()) >= settings.stuckQueueMillis())
                .filter(entry -> committed(entry.getKey()) == entry.getValue().queueOffset)
                .map(entry -> describe(entry.getKey(), entry.getValue()))
                .toList();
    }

    private long committed(Queue queue) {
        return offsets.query(queue.group, queue.topic, queue.queueId);
    }

    private StuckQueue describe(Queue queue, Sighting sighting) {
        String address = offsets.puller(queue.group, queue.topic, queue.queueId);
        Message message = Message.NONE;
        try (GetMessageResult result = store.getMessage(
                queue.topic, queue.queueId, sighting.queueOffset, 1, Integer.MAX_VALUE, MessageFilter.ALL)) {
            if (result.status() == GetMessageStatus.FOUND) {
                message = Message.of(result.slices().get(0));
            }
        }
        return new StuckQueue(
                queue.group,
                queue.topic,
                queue.queueId,
                sighting.queueOffset,
                store.maxOffset(queue.topic, queue.queueId),
                offsets.queryPulled(queue.group, queue.topic, queue.queueId),
                sighting.sinceMillis,
                clientId(queue.group, address),
                address,
                message.id,
                message.keys,
                message.storeTimestamp,
                message.reconsumeTimes);
    }

    private String clientId(String groupName, String address) {
        ConsumerGroupInfo group = consumers.find(groupName);
        if (group == null || address == null) {
            return null;
        }
        return group.clients().stream()
                .filter(client -> address.equals(client.connection().remoteAddress()))
                .map(ClientChannelInfo::clientId)
                .findAny()
                .orElse(null);
    }

    /** What is told of the message. */
    private record Message(String id, String keys, long storeTimestamp, int reconsumeTimes) {
        static final Message NONE = new Message(null, null, 0, 0);

        static Message of(ByteBuffer record) {
            StoredRecord stored = new StoredRecord(record.slice());
            ByteBuffer properties = stored.properties();
            PropertiesView view = new PropertiesView();
            view.scan(properties, 0, properties.remaining());
            return new Message(
                    stored.messageId(),
                    view.get(PropertiesView.Name.KEYS),
                    stored.storeTimestamp(),
                    stored.reconsumeTimes());
        }
    }
}
