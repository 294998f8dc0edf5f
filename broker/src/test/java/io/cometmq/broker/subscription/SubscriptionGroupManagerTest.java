package io.cometmq.broker.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.json.Json;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionGroupManagerTest {
    @TempDir
    Path directory;

    private final Map<String, String> settings = new HashMap<>();
    private final List<Runnable> disk = new ArrayList<>();
    private SubscriptionGroupManager groups;

    @BeforeEach
    void create() throws Exception {
        settings.put("storePathRootDir", directory.toString());
        groups = open();
    }

    private SubscriptionGroupManager open() throws Exception {
        BrokerConfig config = BrokerConfig.of(settings);
        return new SubscriptionGroupManager(() -> config, disk::add, () -> 1_795_362_437_277L);
    }

    private static SubscriptionGroupConfig group(String name, Map<String, String> attributes) {
        SubscriptionGroupConfig group = new SubscriptionGroupConfig(name);
        group.setAttributes(attributes);
        return group;
    }

    @Test
    void whatAFreshBrokerHas() {
        assertThat(groups.all())
                .containsOnlyKeys(
                        "TOOLS_CONSUMER",
                        "FILTERSRV_CONSUMER",
                        "SELF_TEST_C_GROUP",
                        "CID_ONS-HTTP-PROXY",
                        "CID_ONSAPI_PULL",
                        "CID_ONSAPI_PERMISSION",
                        "CID_ONSAPI_OWNER",
                        "CID_RMQ_SYS_TRANS");
    }

    @Test
    void anUnknownGroupIsCreatedWithTheDefaults() {
        assertThat(groups.find("G")).isNull();
        SubscriptionGroupConfig created = groups.findOrCreate("G");
        assertThat(groups.findOrCreate("G")).isSameAs(created);
        assertThat(groups.dataVersion().counter()).isEqualTo(1);
        assertThat(Json.toJson(created))
                .isEqualTo("{\"attributes\":{},\"brokerId\":0,\"consumeBroadcastEnable\":true,\"consumeEnable\":true,"
                        + "\"consumeFromMinEnable\":true,\"consumeMessageOrderly\":false,\"consumeTimeoutMinute\":15,"
                        + "\"groupName\":\"G\",\"groupRetryPolicy\":{\"type\":\"CUSTOMIZED\"},\"groupSysFlag\":0,"
                        + "\"notifyConsumerIdsChangedEnable\":true,\"retryMaxTimes\":16,\"retryQueueNums\":1,"
                        + "\"whichBrokerWhenConsumeSlowly\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "group!", "name.with.dots"})
    void aGroupWithoutAValidNameIsNotCreated(String name) {
        assertThat(groups.findOrCreate(name)).isNull();
        assertThat(groups.findOrCreate("x".repeat(121))).isNull();
        assertThat(groups.findOrCreate("x".repeat(120))).isNotNull();
    }

    @Test
    void withoutAutoCreationOnlySystemGroupsAreCreated() throws Exception {
        settings.put("autoCreateSubscriptionGroup", "false");
        groups = open();
        assertThat(groups.findOrCreate("G")).isNull();
        assertThat(groups.findOrCreate("CID_RMQ_SYS_NEW")).isNotNull();
    }

    @Test
    void attributesAreChangesToThePresentOnes() {
        groups.update(group("G", Map.of("+priority.factor", "5")));
        groups.update(group("G", Map.of()));
        assertThat(groups.find("G").getAttributes()).isEqualTo(Map.of("priority.factor", "5"));
        assertThatThrownBy(() -> groups.updateAll(
                        List.of(new SubscriptionGroupConfig("H"), group("G", Map.of("+priority.factor", "101")))))
                .hasMessage("value is not in range(0, 100)");
        assertThat(groups.find("H")).as("all or none").isNull();
    }

    @Test
    void deletingForgetsWhatIsForbiddenToo() {
        groups.findOrCreate("G");
        groups.setForbidden("G", "T", PermName.INDEX_PERM_READ, true);
        assertThat(groups.delete("G")).isTrue();
        assertThat(groups.delete("G")).isFalse();
        assertThat(groups.isForbidden("G", "T", PermName.INDEX_PERM_READ)).isFalse();
    }

    @Test
    void readingATopicCanBeForbiddenToAGroup() {
        groups.setForbidden("G", "T", PermName.INDEX_PERM_READ, true);
        groups.setForbidden("G", "T", PermName.INDEX_PERM_WRITE, true);
        assertThat(groups.isForbidden("G", "T", PermName.INDEX_PERM_READ)).isTrue();
        assertThat(groups.isForbidden("G", "U", PermName.INDEX_PERM_READ)).isFalse();
        assertThat(groups.isForbidden("H", "T", PermName.INDEX_PERM_READ)).isFalse();
        assertThat(groups.snapshot().forbiddenTable()).isEqualTo(Map.of("G", Map.of("T", 6)));
        groups.setForbidden("G", "T", PermName.INDEX_PERM_READ, false);
        assertThat(groups.isForbidden("G", "T", PermName.INDEX_PERM_READ)).isFalse();
        groups.setForbidden("G", "T", PermName.INDEX_PERM_WRITE, false);
        assertThat(groups.snapshot().forbiddenTable()).isEmpty();
    }

    @Test
    void changesAreOnDiskWhenSavedSaysSo() throws Exception {
        groups.findOrCreate("G");
        groups.setForbidden("G", "T", PermName.INDEX_PERM_READ, true);
        assertThat(groups.saved()).isNotDone();
        disk.remove(0).run();
        assertThat(groups.saved()).isCompleted();
        SubscriptionGroupManager again = open();
        again.load();
        assertThat(Json.toJson(again.snapshot())).isEqualTo(Json.toJson(groups.snapshot()));
        assertThat(again.isForbidden("G", "T", PermName.INDEX_PERM_READ)).isTrue();
    }

    @Test
    void aFileOfAnOlderReleaseIsRead() throws Exception {
        Path file = directory.resolve("config").resolve("subscriptionGroup.json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "{\"dataVersion\":{\"counter\":2,\"timestamp\":1},\"subscriptionGroupTable\":{\"CG\":{\"brokerId\":0,"
                        + "\"consumeBroadcastEnable\":true,\"consumeEnable\":false,\"consumeFromMinEnable\":true,"
                        + "\"groupName\":\"CG\",\"notifyConsumerIdsChangedEnable\":true,\"retryMaxTimes\":3,"
                        + "\"retryQueueNums\":2,\"whichBrokerWhenConsumeSlowly\":1}}}");
        groups.load();
        assertThat(groups.find("CG").getRetryMaxTimes()).isEqualTo(3);
        assertThat(groups.find("CG").isConsumeEnable()).isFalse();
        assertThat(groups.find("TOOLS_CONSUMER")).isNotNull();
        assertThat(groups.dataVersion().counter()).isEqualTo(2);
    }
}
