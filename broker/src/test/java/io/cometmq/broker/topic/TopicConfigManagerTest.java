package io.cometmq.broker.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.TopicFilterType;
import io.cometmq.remoting.protocol.DataVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicConfigManagerTest {
    private static final String PRODUCER = "10.0.0.1:4711";

    @TempDir
    Path directory;

    private final Map<String, String> settings = new HashMap<>();
    private final List<Runnable> disk = new ArrayList<>();
    private long now = 1_795_362_437_284L;
    private TopicConfigManager topics;

    @BeforeEach
    void create() throws Exception {
        settings.put("storePathRootDir", directory.toString());
        settings.put("brokerClusterName", "C");
        settings.put("brokerName", "B");
        topics = open();
    }

    private TopicConfigManager open() throws Exception {
        BrokerConfig config = BrokerConfig.of(settings);
        return new TopicConfigManager(() -> config, disk::add, () -> now);
    }

    private Path file() {
        return directory.resolve("config").resolve("topics.json");
    }

    private TopicConfig send(String topic, String defaultTopic, int queueNums) {
        return topics.createForSend(topic, defaultTopic, queueNums, false, PRODUCER);
    }

    @ParameterizedTest
    @CsvSource({
        "SELF_TEST_TOPIC, 1, 6",
        "TBW102, 8, 7",
        "BenchmarkTest, 1024, 6",
        "C, 16, 7",
        "B, 1, 7",
        "OFFSET_MOVED_EVENT, 1, 6",
        "SCHEDULE_TOPIC_XXXX, 18, 6",
        "C_REPLY_TOPIC, 1, 6",
        "RMQ_SYS_TRANS_HALF_TOPIC, 1, 6",
        "RMQ_SYS_TRANS_OP_HALF_TOPIC, 1, 6",
        "RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC, 1, 6",
        "RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC, 1, 6",
        "rmq_sys_REVIVE_LOG_C, 8, 6",
        "rmq_sys_SYNC_BROKER_MEMBER_B, 1, 1",
        "rmq_sys_wheel_timer, 1, 6",
    })
    void whatAFreshBrokerHas(String topic, int queueNums, int perm) {
        assertThat(topics.find(topic)).isEqualTo(new TopicConfig(topic, queueNums, queueNums, perm));
        assertThat(topics.isSystemTopic(topic)).isTrue();
        assertThat(topics.systemTopicNames()).contains(topic);
    }

    @Test
    void settingsDecideAboutSystemTopics() throws Exception {
        assertThat(topics.all()).hasSize(15).doesNotContainKey("RMQ_SYS_TRACE_TOPIC");
        settings.putAll(Map.of(
                "autoCreateTopicEnable", "false",
                "clusterTopicEnable", "false",
                "brokerTopicEnable", "false",
                "traceTopicEnable", "true",
                "msgTraceTopicName", "trace"));
        topics = open();
        assertThat(topics.find("TBW102")).isNull();
        assertThat(topics.find("C").getPerm()).isEqualTo(1);
        assertThat(topics.find("B").getPerm()).isEqualTo(1);
        assertThat(topics.find("trace")).isNotNull();
        assertThat(topics.isSystemTopic("ordinary")).isFalse();
        assertThat(topics.isSystemTopic("rmq_sys_anything")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "8, 8", "100, 8", "0, 0", "-3, 0"})
    void aMessageCreatesItsTopicFromTheTemplate(int wanted, int queueNums) {
        assertThat(send("T", "TBW102", wanted)).isEqualTo(new TopicConfig("T", queueNums, queueNums, 6));
        assertThat(topics.find("T")).isNotNull();
    }

    @Test
    void theTemplatesFilterTypeAndTheProducersUnitAreTakenOver() {
        TopicConfig template = new TopicConfig("template", 4, 2, 7);
        template.setTopicFilterType(TopicFilterType.MULTI_TAG);
        topics.update(template);
        TopicConfig created = topics.createForSend("T", "template", 16, true, PRODUCER);
        assertThat(created.getTopicFilterType()).isEqualTo(TopicFilterType.MULTI_TAG);
        assertThat(created.getReadQueueNums()).isEqualTo(2);
        assertThat(created.getTopicSysFlag()).isEqualTo(1);
    }

    @Test
    void aTopicThatExistsStaysAsItIs() {
        send("T", "TBW102", 4);
        DataVersion version = topics.dataVersion();
        assertThat(send("T", "TBW102", 8).getReadQueueNums()).isEqualTo(4);
        assertThat(topics.dataVersion()).isEqualTo(version);
    }

    @Test
    void withoutATemplateThatInheritsThereIsNoTopic() throws Exception {
        assertThat(send("T", "unknown", 4)).isNull();
        assertThat(send("T", "BenchmarkTest", 4)).isNull();
        send("kept", "TBW102", 4);
        disk.remove(0).run();
        settings.put("autoCreateTopicEnable", "false");
        topics = open();
        topics.load();
        assertThat(topics.find("TBW102")).as("from the file").isNotNull();
        assertThat(send("T", "TBW102", 4)).isNull();
        assertThat(topics.find("T")).isNull();
    }

    @Test
    void aRetryTopicNeedsNoTemplate() {
        assertThat(send("%RETRY%G", "unknown", 4)).isEqualTo(new TopicConfig("%RETRY%G", 1, 1, 6));
        assertThat(topics.createForSendBack("%DLQ%G", 1, 6, false)).isEqualTo(new TopicConfig("%DLQ%G", 1, 1, 6));
        assertThat(topics.createForSendBack("%RETRY%U", 2, 6, true)).isEqualTo(new TopicConfig("%RETRY%U", 2, 2, 6, 2));
        assertThat(topics.createForSendBack("%RETRY%U", 9, 6, false).getReadQueueNums())
                .isEqualTo(2);
    }

    @Test
    void everyChangeRaisesTheVersionAndIsTold() {
        List<String> told = new ArrayList<>();
        topics.onChange(() -> told.add("counter " + topics.dataVersion().counter()));
        send("T", "TBW102", 4);
        now++;
        topics.update(new TopicConfig("T", 8, 8));
        topics.delete("T");
        assertThat(topics.delete("T")).isFalse();
        topics.markOrdered(Set.of("T", "BenchmarkTest"));
        topics.markOrdered(Set.of("BenchmarkTest"));
        assertThat(told).containsExactly("counter 1", "counter 2", "counter 3", "counter 4");
        assertThat(topics.dataVersion()).isEqualTo(new DataVersion(0, now, 4));
        assertThat(topics.find("BenchmarkTest").isOrder()).isTrue();
    }

    @Test
    void attributesAreChangesToThePresentOnes() {
        TopicConfig requested = new TopicConfig("T");
        requested.setAttributes(Map.of("+message.type", "FIFO"));
        topics.update(requested);
        topics.update(new TopicConfig("T", 2, 2));
        assertThat(topics.find("T").getAttributes()).isEqualTo(Map.of("message.type", "FIFO"));
        requested.setAttributes(Map.of("+nonsense", "1"));
        assertThatThrownBy(() -> topics.update(requested)).hasMessage("unsupported key: nonsense");
        requested.setAttributes(Map.of("+cleanup.policy", "COMPACTION"));
        assertThatThrownBy(() -> topics.update(requested)).isInstanceOf(IllegalArgumentException.class);
        assertThat(topics.find("T").getReadQueueNums()).isEqualTo(2);
    }

    @Test
    void ofSeveralTopicsAllAreUpdatedOrNone() {
        TopicConfig wrong = new TopicConfig("U");
        wrong.setAttributes(Map.of("+nonsense", "1"));
        assertThatThrownBy(() -> topics.updateAll(List.of(new TopicConfig("T"), wrong)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(topics.find("T")).isNull();
    }

    @Test
    void changesAreOnDiskWhenSavedSaysSo() throws Exception {
        assertThat(topics.saved()).isCompleted();
        send("T", "TBW102", 4);
        send("U", "TBW102", 4);
        assertThat(topics.saved()).isNotDone();
        assertThat(disk).as("one write for both").hasSize(1);
        disk.remove(0).run();
        assertThat(topics.saved()).isCompleted();
        TopicConfigManager again = open();
        again.load();
        assertThat(again.all()).isEqualTo(topics.all());
        assertThat(again.dataVersion()).isEqualTo(topics.dataVersion());
    }

    @Test
    void aFileOfAnOlderReleaseIsRead() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(
                file(),
                "{\"dataVersion\":{\"counter\":3,\"timestamp\":1795362437284},\"topicConfigTable\":{\"T\":{\"order\":false,"
                        + "\"perm\":6,\"readQueueNums\":4,\"topicFilterType\":\"SINGLE_TAG\",\"topicName\":\"T\","
                        + "\"topicSysFlag\":0,\"writeQueueNums\":4},\"BenchmarkTest\":{\"perm\":6,\"readQueueNums\":2,"
                        + "\"writeQueueNums\":2}}}");
        topics.load();
        assertThat(topics.find("T")).isEqualTo(new TopicConfig("T", 4, 4, 6));
        assertThat(topics.find("BenchmarkTest").getReadQueueNums()).isEqualTo(2);
        assertThat(topics.find("TBW102")).isNotNull();
        assertThat(topics.dataVersion()).isEqualTo(new DataVersion(0, 1_795_362_437_284L, 3));
    }
}
