package io.cometmq.broker.server;

import io.cometmq.broker.assignment.MessageRequestModes;
import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.config.LiveConfig;
import io.cometmq.broker.filter.ConsumerFilterManager;
import io.cometmq.broker.filter.FilterConfig;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.subscription.SubscriptionGroupManager;
import io.cometmq.broker.topic.TopicConfigManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** What the broker keeps in the files of its config directory. */
record BrokerTables(
        TopicConfigManager topics,
        SubscriptionGroupManager groups,
        ConsumerOffsetManager offsets,
        ConsumerFilterManager filters,
        MessageRequestModes requestModes) {

    /** @param disk writes the files */
    static BrokerTables of(
            LiveConfig configs, BrokerConfig config, FilterConfig filtering, Executor disk, LongSupplier clockMillis) {
        Path directory = config.configDirectory();
        return new BrokerTables(
                new TopicConfigManager(configs, disk, clockMillis),
                new SubscriptionGroupManager(configs, disk, clockMillis),
                new ConsumerOffsetManager(directory, disk, clockMillis),
                new ConsumerFilterManager(filtering, directory, disk, clockMillis),
                new MessageRequestModes(directory, disk));
    }

    /** @throws IOException when a file can neither be read nor be replaced by its backup; the text names it */
    void load() throws IOException {
        topics.load();
        groups.load();
        offsets.load();
        filters.load();
        requestModes.load();
    }

    /** Has everything written but the offsets, which others have to complete first. */
    void persistOnStop(ShutdownTasks stops) {
        stops.add("write topics", topics::persist);
        stops.add("write groups", groups::persist);
        stops.add("write request modes", requestModes::persist);
        stops.add("write filters", filters::persist);
    }
}
