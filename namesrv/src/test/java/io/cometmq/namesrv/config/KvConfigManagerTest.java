package io.cometmq.namesrv.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.file.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KvConfigManagerTest {
    @TempDir
    private Path directory;

    private KvConfigManager load() throws IOException {
        return KvConfigManager.load(new StateFile(directory.resolve("kvConfig.json")));
    }

    @Test
    void valuesSurviveARestart() throws IOException {
        KvConfigManager values = load();
        values.put("ORDER_TOPIC_CONFIG", "T", "broker-a:4");
        values.put("other", "k", "v");
        values.put("other", "k", "w");
        KvConfigManager again = load();
        assertThat(again.get("ORDER_TOPIC_CONFIG", "T")).isEqualTo("broker-a:4");
        assertThat(again.list("other")).isEqualTo(Map.of("k", "w"));
        again.delete("other", "k");
        again.delete("other", "absent");
        assertThat(again.get("other", "k")).isNull();
        assertThat(load().list("other")).isEmpty();
    }

    /** docs/protocol/message-formats.md 10. */
    @Test
    void readsTheFileOfRocketMQ() throws IOException {
        Files.writeString(
                directory.resolve("kvConfig.json"),
                "{\"configTable\":{\"ORDER_TOPIC_CONFIG\":{\"T\":\"broker-a:4\"}}}");
        assertThat(load().get("ORDER_TOPIC_CONFIG", "T")).isEqualTo("broker-a:4");
    }

    @Test
    void whatCannotBeStoredIsNotThere() throws IOException {
        KvConfigManager values =
                KvConfigManager.load(new StateFile(directory.resolve("sub").resolve("kvConfig.json")));
        Files.writeString(directory.resolve("sub"), "a file where a directory is needed");
        assertThatThrownBy(() -> values.put("n", "k", "v")).isInstanceOf(IOException.class);
        assertThat(values.get("n", "k")).isNull();
    }
}
