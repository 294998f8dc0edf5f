package io.cometmq.common.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicValidatorTest {
    @ParameterizedTest
    @ValueSource(strings = {"a|b%-_Z9", "TopicTest", "%RETRY%g"})
    void acceptsNames(String name) {
        assertThat(TopicValidator.validateTopic(name).isValid()).isTrue();
        assertThat(TopicValidator.validateTopic(name).getRemark()).isEmpty();
        assertThat(TopicValidator.validateGroup(name).isValid()).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void refusesBlanks(String name) {
        assertThat(TopicValidator.validateTopic(name).getRemark()).isEqualTo("The specified topic is blank.");
        assertThat(TopicValidator.validateGroup(name).getRemark()).isEqualTo("The specified group is blank.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "é", "a/b", "a\u0000", "a.b"})
    void refusesOtherCharacters(String name) {
        assertThat(TopicValidator.validateTopic(name).getRemark())
                .isEqualTo("The specified topic: " + name
                        + ", contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$");
        assertThat(TopicValidator.validateGroup(name).isValid()).isFalse();
    }

    @Test
    void limitsLengths() {
        assertThat(TopicValidator.validateTopic("a".repeat(127)).isValid()).isTrue();
        assertThat(TopicValidator.validateTopic("a".repeat(128)).isValid()).isFalse();
        assertThat(TopicValidator.validateTopic("%DLQ%" + "a".repeat(250)).isValid())
                .isTrue();
        assertThat(TopicValidator.validateTopic("%RETRY%" + "a".repeat(249)).isValid())
                .isFalse();
        assertThat(TopicValidator.validateGroup("a".repeat(120)).isValid()).isTrue();
        assertThat(TopicValidator.validateGroup("a".repeat(121)).isValid()).isFalse();
    }

    @Test
    void knowsTheSystemsTopics() {
        assertThat(TopicValidator.getSystemTopicSet()).hasSize(12);
        assertThat(TopicValidator.getNotAllowedSendTopicSet()).hasSize(8);
        assertThat(TopicValidator.isSystemTopic("rmq_sys_x")).isTrue();
        assertThat(TopicValidator.isSystemTopic("TBW102")).isTrue();
        assertThat(TopicValidator.isSystemTopic("TopicTest")).isFalse();
        assertThat(TopicValidator.isNotAllowedSendTopic("SCHEDULE_TOPIC_XXXX")).isTrue();
        assertThat(TopicValidator.isNotAllowedSendTopic("TBW102")).isFalse();
    }
}
