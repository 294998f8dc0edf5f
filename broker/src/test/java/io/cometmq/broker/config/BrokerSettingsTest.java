package io.cometmq.broker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.config.ConfigException;
import io.cometmq.common.config.LoadedConfig;
import io.cometmq.store.DelayTable;
import io.cometmq.store.FlushDiskType;
import io.cometmq.store.MessageStoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerSettingsTest {
    @TempDir
    private Path directory;

    @Test
    void defaultsAreRocketMQs() {
        BrokerConfig config = BrokerConfig.of(Map.of());

        assertThat(config.listenPort()).isEqualTo(10911);
        assertThat(config.fastListenPort()).isEqualTo(10909);
        assertThat(config.brokerClusterName()).isEqualTo("DefaultCluster");
        assertThat(config.defaultTopicQueueNums()).isEqualTo(8);
        assertThat(config.delayTable().maxLevel()).isEqualTo(18);
        assertThat(config.delayTable().delayMillis(18)).isEqualTo(7_200_000);
    }

    @Test
    void theStoresDefaultsAreItsOwn() {
        assertThat(BrokerSettings.load(Map.of("storePathRootDir", "/data/x")).get(MessageStoreConfig.class))
                .isEqualTo(MessageStoreConfig.defaults(Path.of("/data/x")));
    }

    @Test
    void readsAFileInRocketMQsForm() throws Exception {
        Path file = write("""
                brokerName=b1
                brokerIP1 = 10.0.0.1
                listenPort = 20911
                flushDiskType=SYNC_FLUSH
                storePathRootDir=/data/x
                deleteWhen=04
                haMasterAddress=10.0.0.2
                """);

        LoadedConfig loaded = BrokerSettings.load(file, "h:1", Map.of("NAMESRV_ADDR", "h:2"));
        BrokerConfig config = loaded.get(BrokerConfig.class);
        MessageStoreConfig store = loaded.get(MessageStoreConfig.class);

        assertThat(config.brokerAddr()).isEqualTo("10.0.0.1:20911");
        assertThat(config.haServerAddr()).isEqualTo("10.0.0.1:20912");
        assertThat(config.namesrvAddr()).isEqualTo("h:1");
        assertThat(store.flushDiskType()).isEqualTo(FlushDiskType.SYNC_FLUSH);
        assertThat(store.storePathCommitLog()).isEqualTo("/data/x/commitlog");
        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.withoutEffect()).singleElement().asString().contains("haMasterAddress");
    }

    @Test
    void theEnvironmentNamesNameServersUnlessTheFileDoes() throws Exception {
        Map<String, String> environment = Map.of("NAMESRV_ADDR", "env:1");

        assertThat(BrokerSettings.load(null, null, environment)
                        .get(BrokerConfig.class)
                        .namesrvAddr())
                .isEqualTo("env:1");
        assertThat(BrokerSettings.load(write("namesrvAddr=file:1"), null, environment)
                        .get(BrokerConfig.class)
                        .namesrvAddr())
                .isEqualTo("file:1");
    }

    @Test
    void tellsEveryMalformedValueAtOnce() throws Exception {
        Path file = write("listenPort=99999\nflushDiskType=SOMETIMES\nmaxMessageSize=a\n");

        assertThatThrownBy(() -> BrokerSettings.load(file, null, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(file + ":1")
                .hasMessageContaining("SOMETIMES")
                .hasMessageContaining("maxMessageSize");
    }

    @Test
    void refusesWhatItCannotBe() {
        assertThatThrownBy(() -> BrokerConfig.of(Map.of("brokerRole", "SLAVE")))
                .hasMessageContaining("replicas are not supported yet");
        assertThatThrownBy(() -> BrokerConfig.of(Map.of("brokerId", "1"))).hasMessageContaining("brokerId = 1");
        assertThatThrownBy(() -> BrokerConfig.of(Map.of("listenPort", "2"))).hasMessageContaining("two below");
        assertThatThrownBy(() -> BrokerConfig.of(Map.of("messageDelayLevel", "1s 5x")))
                .hasMessageContaining("'5x'");
    }

    @Test
    void delaysAreCappedAtTheHighestLevel() {
        DelayTable delays = DelayTable.parse("1s 2m 3h 4d");

        assertThat(delays.deliverTimestamp(2, 1_000)).isEqualTo(121_000);
        assertThat(delays.deliverTimestamp(99, 0)).isEqualTo(4 * 86_400_000L);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("broker.conf"), text);
    }
}
