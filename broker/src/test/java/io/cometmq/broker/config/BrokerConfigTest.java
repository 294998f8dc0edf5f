package io.cometmq.broker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.store.FlushDiskType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerConfigTest {
    @TempDir
    private Path directory;

    @Test
    void defaultsAreRocketMQs() {
        BrokerConfig config = BrokerConfig.defaults();

        assertThat(config.server().listenPort()).isEqualTo(10911);
        assertThat(config.fastListenPort()).isEqualTo(10909);
        assertThat(config.brokerClusterName()).isEqualTo("DefaultCluster");
        assertThat(config.defaultTopicQueueNums()).isEqualTo(8);
        assertThat(config.store().storePathCommitLog())
                .isEqualTo(Path.of(System.getProperty("user.home"), "store", "commitlog"));
        assertThat(config.messageDelayLevel().maxLevel()).isEqualTo(18);
        assertThat(config.messageDelayLevel().delayMillis(18)).isEqualTo(7_200_000);
    }

    @Test
    void readsAFileInRocketMQsForm() throws Exception {
        Path file = write("brokerName=b1\nlistenPort = 20911\nflushDiskType=SYNC_FLUSH\nstorePathRootDir=/data/x\n");

        BrokerConfig config = BrokerConfig.load(file, Map.of("namesrvAddr", "h:1"));

        assertThat(config.brokerName()).isEqualTo("b1");
        assertThat(config.fastListenPort()).isEqualTo(20909);
        assertThat(config.haListenPort()).isEqualTo(20912);
        assertThat(config.namesrvAddr()).isEqualTo("h:1");
        assertThat(config.store().flushDiskType()).isEqualTo(FlushDiskType.SYNC_FLUSH);
        assertThat(config.store().storePathCommitLog()).isEqualTo(Path.of("/data/x/commitlog"));
        assertThat(config.effective()).containsEntry("listenPort", "20911").containsEntry("traceOn", "true");
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() throws Exception {
        Path file = write("""
                listenPort=1
                traceOn=yes
                flushDiskType=SOMETIMES
                brokerNmae=x
                maxMessageSize=a
                messageDelayLevel=1s 5x
                brokerRole=SLAVE
                brokerId=1
                """);

        assertThatThrownBy(() -> BrokerConfig.load(file, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("listenPort=1 is not within")
                .hasMessageContaining("traceOn=yes is neither")
                .hasMessageContaining("flushDiskType=SOMETIMES is none of [ASYNC_FLUSH, SYNC_FLUSH]")
                .hasMessageContaining("brokerNmae is not a known key; did you mean brokerName?")
                .hasMessageContaining("maxMessageSize=a is not a number")
                .hasMessageContaining("'5x'")
                .hasMessageContaining("brokerRole=SLAVE is not supported")
                .hasMessageContaining("brokerId=1");
    }

    @Test
    void namesTheKeysOfRocketMQThatHaveNoEffect() throws Exception {
        assertThat(BrokerConfig.of(Map.of("useTLS", "true", "brokerName", "b")).withoutEffect())
                .containsExactly("useTLS");
    }

    @Test
    void namesAFileThatCannotBeRead() {
        assertThatThrownBy(() -> BrokerConfig.load(directory.resolve("none.conf"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.conf");
    }

    @Test
    void delaysAreCappedAtTheHighestLevel() {
        DelayTable delays = DelayTable.parse("1s 2m 3h 4d");

        assertThat(delays.deliverTimestamp(2, 1_000)).isEqualTo(121_000);
        assertThat(delays.deliverTimestamp(99, 0)).isEqualTo(4 * 86_400_000L);
        assertThat(delays).hasToString("1s 2m 3h 4d");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("broker.conf"), text);
    }
}
