package io.cometmq.common.topic;

import io.cometmq.common.MixAll;
import java.util.Set;

/** Rules for the names of topics and groups, and the system's topics (docs/protocol/semantics.md 1). Stateless. */
public final class TopicValidator {
    public static final String AUTO_CREATE_TOPIC_KEY_TOPIC = "TBW102";
    public static final String RMQ_SYS_SCHEDULE_TOPIC = "SCHEDULE_TOPIC_XXXX";
    public static final String RMQ_SYS_BENCHMARK_TOPIC = "BenchmarkTest";
    public static final String RMQ_SYS_TRANS_HALF_TOPIC = "RMQ_SYS_TRANS_HALF_TOPIC";
    public static final String RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC = "RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC";
    public static final String RMQ_SYS_TRACE_TOPIC = "RMQ_SYS_TRACE_TOPIC";
    public static final String RMQ_SYS_TRANS_OP_HALF_TOPIC = "RMQ_SYS_TRANS_OP_HALF_TOPIC";
    public static final String RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC = "RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC";
    public static final String RMQ_SYS_TRANS_CHECK_MAX_TIME_TOPIC = "TRANS_CHECK_MAX_TIME_TOPIC";
    public static final String RMQ_SYS_SELF_TEST_TOPIC = "SELF_TEST_TOPIC";
    public static final String RMQ_SYS_OFFSET_MOVED_EVENT = "OFFSET_MOVED_EVENT";
    public static final String RMQ_SYS_ROCKSDB_OFFSET_TOPIC = "CHECKPOINT_TOPIC";
    public static final String SYSTEM_TOPIC_PREFIX = "rmq_sys_";
    public static final String RMQ_SYS_WHEEL_TIMER_TOPIC = SYSTEM_TOPIC_PREFIX + "wheel_timer";
    public static final String SYNC_BROKER_MEMBER_GROUP_PREFIX = SYSTEM_TOPIC_PREFIX + "SYNC_BROKER_MEMBER_";

    public static final int TOPIC_MAX_LENGTH = 127;
    public static final int RETRY_OR_DLQ_TOPIC_MAX_LENGTH = 255;
    public static final int GROUP_MAX_LENGTH = 120;

    private static final String ALLOWED = "^[%|a-zA-Z0-9_-]+$";

    private static final Set<String> SYSTEM_TOPICS = Set.of(
            AUTO_CREATE_TOPIC_KEY_TOPIC,
            RMQ_SYS_SCHEDULE_TOPIC,
            RMQ_SYS_BENCHMARK_TOPIC,
            RMQ_SYS_TRANS_HALF_TOPIC,
            RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC,
            RMQ_SYS_TRACE_TOPIC,
            RMQ_SYS_TRANS_OP_HALF_TOPIC,
            RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC,
            RMQ_SYS_TRANS_CHECK_MAX_TIME_TOPIC,
            RMQ_SYS_SELF_TEST_TOPIC,
            RMQ_SYS_OFFSET_MOVED_EVENT,
            RMQ_SYS_ROCKSDB_OFFSET_TOPIC);

    private static final Set<String> NOT_ALLOWED_SEND_TOPICS = Set.of(
            RMQ_SYS_SCHEDULE_TOPIC,
            RMQ_SYS_TRANS_HALF_TOPIC,
            RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC,
            RMQ_SYS_TRANS_OP_HALF_TOPIC,
            RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC,
            RMQ_SYS_TRANS_CHECK_MAX_TIME_TOPIC,
            RMQ_SYS_SELF_TEST_TOPIC,
            RMQ_SYS_OFFSET_MOVED_EVENT);

    private TopicValidator() {}

    /** What a check found: valid, or the reason why not, for the peer to read. */
    public record ValidateResult(boolean valid, String remark) {
        private static final ValidateResult OK = new ValidateResult(true, "");

        private static ValidateResult illegal(String remark) {
            return new ValidateResult(false, remark);
        }

        public boolean isValid() {
            return valid;
        }

        public String getRemark() {
            return remark;
        }
    }

    /** Whether the name holds a character that names must not hold. */
    public static boolean isTopicOrGroupIllegal(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!isAllowed(name.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-'
                || c == '%'
                || c == '|';
    }

    public static ValidateResult validateTopic(String topic) {
        if (topic == null || topic.isBlank()) {
            return ValidateResult.illegal("The specified topic is blank.");
        }
        if (isTopicOrGroupIllegal(topic)) {
            return ValidateResult.illegal(
                    "The specified topic: " + topic + ", contains illegal characters, allowing only " + ALLOWED);
        }
        if (topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX) || topic.startsWith(MixAll.DLQ_GROUP_TOPIC_PREFIX)) {
            return topic.length() <= RETRY_OR_DLQ_TOPIC_MAX_LENGTH
                    ? ValidateResult.OK
                    : ValidateResult.illegal("The specified retry or dead-letter topic: " + topic
                            + ", is longer than its max length: " + RETRY_OR_DLQ_TOPIC_MAX_LENGTH);
        }
        return topic.length() <= TOPIC_MAX_LENGTH
                ? ValidateResult.OK
                : ValidateResult.illegal(
                        "The specified topic: " + topic + ", is longer than topic max length: " + TOPIC_MAX_LENGTH);
    }

    public static ValidateResult validateGroup(String group) {
        if (group == null || group.isBlank()) {
            return ValidateResult.illegal("The specified group is blank.");
        }
        if (isTopicOrGroupIllegal(group)) {
            return ValidateResult.illegal(
                    "The specified group: " + group + ", contains illegal characters, allowing only " + ALLOWED);
        }
        return group.length() <= GROUP_MAX_LENGTH
                ? ValidateResult.OK
                : ValidateResult.illegal(
                        "The specified group: " + group + ", is longer than group max length: " + GROUP_MAX_LENGTH);
    }

    /** Whether the topic belongs to every broker's system; a broker adds its own, such as its reply topic. */
    public static boolean isSystemTopic(String topic) {
        return SYSTEM_TOPICS.contains(topic) || topic.startsWith(SYSTEM_TOPIC_PREFIX);
    }

    /** Whether clients must not send to the topic. */
    public static boolean isNotAllowedSendTopic(String topic) {
        return NOT_ALLOWED_SEND_TOPICS.contains(topic);
    }

    public static Set<String> getSystemTopicSet() {
        return SYSTEM_TOPICS;
    }

    public static Set<String> getNotAllowedSendTopicSet() {
        return NOT_ALLOWED_SEND_TOPICS;
    }
}
