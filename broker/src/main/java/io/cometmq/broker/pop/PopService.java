package io.cometmq.broker.pop;

import io.cometmq.broker.client.CarriedSubscriptions;
import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.config.PopConfig;
import io.cometmq.broker.filter.MessageFilters;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.stats.BrokerStatsManager;
import io.cometmq.broker.subscription.SubscriptionGroupManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.remoting.netty.Connection;
import io.cometmq.remoting.netty.ConnectionListener;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.MessageArrivingListener;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * POP consumption, put together. Life: construct, {@link #load} when the offsets and the store are loaded, {@link #start}, {@link #close}.
 * Thread-safe.
 */
public final class PopService implements AutoCloseable, ConnectionListener {
    /** How many times what RocketMQ's timer brings is looked for, until its acknowledgements are surely there. */
    private static final long TAKEOVER_ROUNDS = 2;

    private final InFlightTable table;
    private final OrderedQueues orderedQueues;
    private final PopWaiters waiters;
    private final ReviveJournal journal;
    private final Reviver reviver;
    private final PopMessageProcessor pops;
    private final AckMessageProcessor acks;
    private final PopQueryProcessor queries;

    /**
     * Builds the parts.
     *
     * @param arrivals hears of the messages that the store takes
     * @param slowReads where pops read old messages
     * @param disk where state files are written
     */
    public PopService(
            Supplier<BrokerConfig> configs,
            PopConfig settings,
            TopicConfigManager topics,
            SubscriptionGroupManager groups,
            CarriedSubscriptions carried,
            MessageFilters filters,
            ConsumerOffsetManager offsets,
            DefaultMessageStore store,
            BrokerStatsManager stats,
            PopArrivals arrivals,
            byte[] storeHost,
            Executor slowReads,
            Executor disk,
            LongSupplier clockMillis) {
        BrokerConfig config = configs.get();
        waiters = arrivals.waiters();
        journal = new ReviveJournal(
                new ReviveRecords.Journal(config.reviveTopic(), config.brokerName(), storeHost),
                config.reviveQueueNum(),
                store,
                offsets,
                clockMillis);
        Expiries expiries = new Expiries(clockMillis);
        long takenOverMillis = TAKEOVER_ROUNDS * config.flushConsumerOffsetInterval();
        table = new InFlightTable(journal, offsets, expiries, clockMillis, takenOverMillis);
        PopReader reader = new PopReader(settings, store);
        QueuePops queues = new QueuePops(reader, offsets, table);
        orderedQueues = new OrderedQueues(reader, offsets, config.configDirectory(), disk, clockMillis);
        reviver = new Reviver(settings, topics, store, storeHost, table, expiries, clockMillis);
        PopChecks checks = new PopChecks(configs, topics, groups, carried, filters, clockMillis);
        PopSources sources = new PopSources(
                settings, topics, bound -> ThreadLocalRandom.current().nextInt(bound));
        pops = new PopMessageProcessor(
                checks,
                sources,
                queues,
                orderedQueues,
                journal,
                waiters,
                new PopAnswers(settings, config.brokerName()),
                stats,
                slowReads,
                clockMillis);
        acks = new AckMessageProcessor(checks, store, table, orderedQueues, waiters, clockMillis);
        queries = new PopQueryProcessor(checks, sources, queues, orderedQueues, waiters, store, clockMillis);
    }

    /** Hears of arriving messages before the store is there that tells of them. */
    public static final class PopArrivals implements MessageArrivingListener {
        private final PopWaiters waiters;

        public PopArrivals(PopConfig settings) {
            this.waiters = new PopWaiters(settings);
        }

        private PopWaiters waiters() {
            return waiters;
        }

        @Override
        public void arrived(String topic, int queueId, long queueOffset, long tagsCode, long storeTimestamp) {
            waiters.arrived(topic, queueId, queueOffset, tagsCode, storeTimestamp);
        }
    }

    /**
     * Goes on with what was in flight.
     *
     * @throws IOException when a state file cannot be used
     */
    public void load() throws IOException {
        orderedQueues.load();
        reviver.restoreTopics();
        table.load();
    }

    public void start() {
        reviver.start();
    }

    public PopMessageProcessor pops() {
        return pops;
    }

    public AckMessageProcessor acks() {
        return acks;
    }

    public PopQueryProcessor queries() {
        return queries;
    }

    /** Before the consumers' offsets are written: brings the journal's place into them, and takes over what RocketMQ's timer brought. */
    public void keepProgress() throws IOException {
        table.takeDelivered();
        journal.keepProgress();
        orderedQueues.persist();
    }

    /** A topic was deleted: nothing of it comes again. */
    public void topicDeleted(String topic) {
        table.forget(queue -> queue.topic().equals(topic));
        orderedQueues.forget(queue -> queue.topic().equals(topic));
    }

    /** A group was deleted: nothing comes again for it. */
    public void groupDeleted(String group) {
        table.forget(queue -> queue.group().equals(group));
        orderedQueues.forget(queue -> queue.group().equals(group));
    }

    @Override
    public void closed(Connection connection) {
        waiters.closed(connection);
    }

    /** Ends the coming again after the messages in hand. */
    @Override
    public void close() throws IOException {
        reviver.close();
        orderedQueues.persist();
    }
}
