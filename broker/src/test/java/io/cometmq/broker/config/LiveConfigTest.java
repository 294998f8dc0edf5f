package io.cometmq.broker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.config.ConfigException;
import io.cometmq.common.config.LoadedConfig;
import io.cometmq.common.config.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveConfigTest {
    private static final Origin ADMIN = Origin.admin("10.0.0.1:4711");

    @TempDir
    Path directory;

    private Path file;
    private LiveConfig config;

    @BeforeEach
    void create() throws Exception {
        file = directory.resolve("broker.conf");
        Files.writeString(file, """
                # who we are
                brokerName = B
                brokerPermission : 6

                ! and what we do
                autoCreateTopicEnable=true
                """);
        config = new LiveConfig(load(), file, () -> 1_795_362_437_284L);
    }

    private LoadedConfig load() throws Exception {
        return BrokerSettings.load(file, null, Map.of());
    }

    @Test
    void aChangeIsInForceToldAndStored() throws Exception {
        List<Integer> told = new ArrayList<>();
        config.onChange(() -> told.add(config.get().brokerPermission()));
        config.change(Map.of("brokerPermission", "4", "namesrvAddr", "10.0.0.9:9876"), ADMIN);
        assertThat(config.get().brokerPermission()).isEqualTo(4);
        assertThat(config.versioned().version().counter()).isEqualTo(1);
        assertThat(told).containsExactly(4);
        assertThat(file).hasContent("""
                        # who we are
                        brokerName = B
                        brokerPermission=4

                        ! and what we do
                        autoCreateTopicEnable=true
                        namesrvAddr=10.0.0.9:9876
                        """);
        BrokerConfig again = load().get(BrokerConfig.class);
        assertThat(again).isEqualTo(config.get());
    }

    @Test
    void whatMayNotBeChangedStays() throws Exception {
        String before = Files.readString(file);
        assertThatThrownBy(() -> config.change(Map.of("brokerPermission", "4", "brokerName", "other"), ADMIN))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("brokerName");
        assertThatThrownBy(() -> config.change(Map.of("brokerPermission", "99"), ADMIN))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> config.change(Map.of("noSuchKey", "1"), ADMIN))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("noSuchKey");
        assertThat(config.get().brokerPermission()).isEqualTo(6);
        assertThat(config.versioned().version().counter()).isZero();
        assertThat(file).hasContent(before);
    }

    @Test
    void withoutAFileAChangeLastsUntilTheEnd() throws Exception {
        LiveConfig memory = new LiveConfig(load(), null, () -> 0);
        memory.change(Map.of("autoCreateTopicEnable", "false"), ADMIN);
        memory.change(Map.of(), ADMIN);
        assertThat(memory.get().autoCreateTopicEnable()).isFalse();
        assertThat(load().get(BrokerConfig.class).autoCreateTopicEnable()).isTrue();
    }
}
