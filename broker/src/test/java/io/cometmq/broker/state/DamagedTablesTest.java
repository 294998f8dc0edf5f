package io.cometmq.broker.state;

import io.cometmq.broker.assignment.MessageRequestModes;
import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.filter.ConsumerFilterManager;
import io.cometmq.broker.filter.FilterConfig;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.schedule.DueAlarm;
import io.cometmq.broker.schedule.ScheduleMessageService;
import io.cometmq.broker.subscription.SubscriptionGroupManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.TopicConfig;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import io.cometmq.store.DelayTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of the config directory come to harm. */
class DamagedTablesTest {
    private static final long NOW = 1_795_362_437_284L;

    @TempDir
    Path root;

    /** A table, opened on a directory. */
    private enum Kind {
        TOPICS("topics.json") {
            @Override
            DamagedTable.Table open(Path directory) throws Exception {
                BrokerConfig config = config(directory);
                TopicConfigManager topics = new TopicConfigManager(() -> config, Runnable::run, () -> NOW);
                return new DamagedTable.Table(
                        topics::load,
                        () -> topics.update(new TopicConfig("Another", 1, 1, 6)),
                        topics::persist,
                        topics::snapshot);
            }
        },
        GROUPS("subscriptionGroup.json") {
            @Override
            DamagedTable.Table open(Path directory) throws Exception {
                BrokerConfig config = config(directory);
                SubscriptionGroupManager groups = new SubscriptionGroupManager(() -> config, Runnable::run, () -> NOW);
                return new DamagedTable.Table(
                        groups::load,
                        () -> groups.update(new SubscriptionGroupConfig("Another")),
                        groups::persist,
                        groups::snapshot);
            }
        },
        CONSUMER_OFFSETS("consumerOffset.json") {
            @Override
            DamagedTable.Table open(Path directory) {
                ConsumerOffsetManager offsets = new ConsumerOffsetManager(directory, Runnable::run, () -> NOW);
                return new DamagedTable.Table(
                        offsets::load,
                        () -> offsets.commit("c@1", "Another", "T", 0, 1),
                        offsets::persist,
                        offsets::snapshot);
            }
        },
        DELAY_OFFSETS("delayOffset.json") {
            @Override
            DamagedTable.Table open(Path directory) {
                ScheduleMessageService levels = new ScheduleMessageService(
                        DelayTable.parse(DelayTable.DEFAULT),
                        null,
                        null,
                        new DueAlarm(() -> NOW),
                        directory,
                        Runnable::run,
                        () -> NOW);
                return new DamagedTable.Table(levels::load, null, levels::persist, levels::snapshot);
            }
        },
        FILTERS("consumerFilter.json") {
            @Override
            DamagedTable.Table open(Path directory) {
                ConsumerFilterManager filters = new ConsumerFilterManager(
                        new FilterConfig(true, false, false, 32, 20), directory, Runnable::run, () -> NOW);
                return new DamagedTable.Table(filters::load, null, filters::persist, () -> {
                    try {
                        filters.persist();
                        Path file = directory.resolve("consumerFilter.json");
                        return Files.exists(file) ? Files.readString(file) : "";
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        },
        REQUEST_MODES("messageRequestMode.json") {
            @Override
            DamagedTable.Table open(Path directory) {
                MessageRequestModes modes = new MessageRequestModes(directory, Runnable::run);
                return new DamagedTable.Table(modes::load, null, modes::persist, modes::snapshot);
            }
        };

        private final String fileName;

        Kind(String fileName) {
            this.fileName = fileName;
        }

        abstract DamagedTable.Table open(Path directory) throws Exception;
    }

    private static BrokerConfig config(Path directory) throws Exception {
        return BrokerConfig.of(Map.of(
                "storePathRootDir", directory.getParent().toString(), "brokerClusterName", "C", "brokerName", "B"));
    }

    @ParameterizedTest
    @EnumSource
    void damageIsSeenOrRefused(Kind kind) throws Exception {
        damage(kind, 63, 1);
    }

    @Tag("campaign")
    @ParameterizedTest
    @EnumSource
    void damageIsSeenOrRefusedThousandsOfTimes(Kind kind) throws Exception {
        damage(kind, 3_000, 2);
    }

    private void damage(Kind kind, int times, long seed) throws Exception {
        new DamagedTable(kind.fileName, kind::open, root.resolve("config")).damage(times, new Random(seed));
    }
}
