package io.cometmq.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometmq.common.compression.CompressionType;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.filter.ExpressionType;
import io.cometmq.common.sysflag.MessageSysFlag;
import io.cometmq.common.sysflag.PullSysFlag;
import io.cometmq.common.sysflag.TopicSysFlag;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "0, V3_0_0_SNAPSHOT",
        "1, V3_0_0_ALPHA1",
        "15, V3_0_0_FINAL",
        "37, V3_0_11",
        "42, V3_0_14_SNAPSHOT",
        "46, V3_1_0_SNAPSHOT",
        "62, V3_1_8_SNAPSHOT",
        "85, V3_2_9",
        "86, V3_3_1_SNAPSHOT",
        "121, V3_4_9",
        "137, V3_5_8",
        "211, V3_9_9",
        "212, V4_0_0_SNAPSHOT",
        "213, V4_0_0",
        "293, V4_4_0",
        "317, V4_5_2",
        "401, V4_9_4",
        "407, V4_9_7",
        "412, V5_0_0_SNAPSHOT",
        "475, V5_3_1",
        "493, V5_4_0",
        "611, V5_9_9",
        "612, HIGHER_VERSION",
        "99999, HIGHER_VERSION",
        "-1, HIGHER_VERSION"
    })
    void namesVersions(int version, String name) {
        assertThat(MQVersion.getVersionDesc(version)).isEqualTo(name);
    }

    @Test
    void knowsTheVersionsThatMatter() {
        assertThat(MQVersion.CURRENT_VERSION).isEqualTo(493);
        assertThat(MQVersion.V4_9_4).isEqualTo(401);
        assertThat(MQVersion.V5_0_0).isEqualTo(413);
        assertThat(MQVersion.V4_1_0_SNAPSHOT).isEqualTo(232);
    }

    @Test
    void buildsWellKnownNames() {
        assertThat(MixAll.getRetryTopic("g")).isEqualTo("%RETRY%g");
        assertThat(MixAll.getDLQTopic("g")).isEqualTo("%DLQ%g");
        assertThat(MixAll.getReplyTopic("c")).isEqualTo("c_REPLY_TOPIC");
        assertThat(MixAll.isLmq("%LMQ%x")).isTrue();
        assertThat(MixAll.isSysConsumerGroup("CID_RMQ_SYS_TRANS")).isTrue();
        assertThat(MixAll.isPredefinedGroup("TOOLS_CONSUMER")).isTrue();
        assertThat(MixAll.brokerVIPChannel(true, "1.2.3.4:10911")).isEqualTo("1.2.3.4:10909");
        assertThat(MixAll.brokerVIPChannel(false, "1.2.3.4:10911")).isEqualTo("1.2.3.4:10911");
        assertThat(BoundaryType.getType("upper")).isEqualTo(BoundaryType.UPPER);
        assertThat(BoundaryType.getType("x")).isEqualTo(BoundaryType.LOWER);
        assertThat(ExpressionType.isTagType(null)).isTrue();
        assertThat(ExpressionType.isTagType("SQL92")).isFalse();
    }

    @Test
    void keepsFlagsApart() {
        int flag = MessageSysFlag.resetTransactionValue(0x301 | 0x4, MessageSysFlag.TRANSACTION_COMMIT_TYPE);
        assertThat(MessageSysFlag.getTransactionValue(flag)).isEqualTo(MessageSysFlag.TRANSACTION_COMMIT_TYPE);
        assertThat(MessageSysFlag.getCompressionType(flag)).isEqualTo(CompressionType.ZLIB);
        assertThat(MessageSysFlag.getCompressionType(0x201)).isEqualTo(CompressionType.ZSTD);
        assertThat(MessageSysFlag.getCompressionType(1)).isEqualTo(CompressionType.ZLIB);
        assertThat(MessageSysFlag.clearCompressedFlag(0x301)).isEqualTo(0x300);
        int pull = PullSysFlag.buildSysFlag(true, true, false, false, true);
        assertThat(pull).isEqualTo(0x13);
        assertThat(PullSysFlag.clearSuspendFlag(PullSysFlag.clearCommitOffsetFlag(pull)))
                .isEqualTo(0x10);
        assertThat(PullSysFlag.hasLitePullFlag(pull)).isTrue();
        assertThat(PullSysFlag.hasSubscriptionFlag(PullSysFlag.buildSysFlagWithSubscription(pull)))
                .isTrue();
        assertThat(TopicSysFlag.buildSysFlag(true, true)).isEqualTo(3);
        assertThat(TopicSysFlag.hasUnitFlag(TopicSysFlag.clearUnitFlag(3))).isFalse();
        assertThat(TopicSysFlag.hasUnitSubFlag(TopicSysFlag.setUnitSubFlag(0))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, ---", "2, -W-", "4, R--", "6, RW-", "7, RWX", "14, RW-"})
    void writesPermissions(int perm, String text) {
        assertThat(PermName.perm2String(perm)).isEqualTo(text);
    }

    @Test
    void checksPermissions() {
        assertThat(PermName.isValid(7)).isTrue();
        assertThat(PermName.isValid(8)).isFalse();
        assertThat(PermName.isValid(-1)).isFalse();
        assertThat(PermName.isAccessible(1)).isFalse();
        assertThatThrownBy(() -> PermName.isValid("x")).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void writesTopicsAsLines() {
        TopicConfig topic = new TopicConfig("t");
        assertThat(topic.encode()).isEqualTo("t 16 16 6 SINGLE_TAG {}");
        topic.setAttributes(Map.of("+message.type", "FIFO"));
        assertThat(topic.encode()).isEqualTo("t 16 16 6 SINGLE_TAG {\"+message.type\":\"FIFO\"}");
        TopicConfig read = new TopicConfig();
        assertThat(read.decode(topic.encode())).isTrue();
        assertThat(read).isEqualTo(topic);
        assertThat(new TopicConfig(topic)).isEqualTo(topic).hasSameHashCodeAs(read);
    }

    @Test
    void readsTopicsWithoutAttributes() {
        TopicConfig read = new TopicConfig();
        assertThat(read.decode("TT 3 4 5 MULTI_TAG")).isTrue();
        assertThat(read)
                .hasToString("TopicConfig [topicName=TT, readQueueNums=3, writeQueueNums=4, perm=R-X,"
                        + " topicFilterType=MULTI_TAG, topicSysFlag=0, order=false, attributes={}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t", "t 3 4 5", "t x 4 5 MULTI_TAG", "t 3 4 5 X", "t 3 4 5 MULTI_TAG {"})
    void refusesOtherLines(String line) {
        TopicConfig topic = new TopicConfig("same");
        assertThat(topic.decode(line)).isFalse();
        assertThat(topic).isEqualTo(new TopicConfig("same"));
    }
}
