package io.cometmq.remoting.protocol.pop;

import io.cometmq.common.MixAll;

/** Where a popped message comes from: its topic, or one of the two retry topics that a group has for it. */
public enum TopicKind {
    NORMAL('0'),

    /** {@code %RETRY%group_topic}. */
    RETRY_V1('1'),

    /** {@code %RETRY%group+topic}. */
    RETRY_V2('2');

    private static final char V1_SEPARATOR = '_';
    private static final char V2_SEPARATOR = '+';

    private final char code;

    TopicKind(char code) {
        this.code = code;
    }

    /** The digit that stands for it in handles and infos. */
    public char code() {
        return code;
    }

    /** @throws IllegalArgumentException when the text is no such digit */
    public static TopicKind of(String text) {
        for (TopicKind kind : values()) {
            if (text.length() == 1 && text.charAt(0) == kind.code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("the kind of topic is 0, 1 or 2, not " + text);
    }

    /** The kind of the topic that a message was popped from, for a consumer of that group. */
    public static TopicKind ofTopic(String poppedTopic, String group) {
        String prefix = MixAll.getRetryTopic(group);
        if (!poppedTopic.startsWith(prefix) || poppedTopic.length() == prefix.length()) {
            return NORMAL;
        }
        return poppedTopic.charAt(prefix.length()) == V2_SEPARATOR ? RETRY_V2 : RETRY_V1;
    }

    /** The name of this kind of topic. */
    public String topic(String group, String topic) {
        return switch (this) {
            case NORMAL -> topic;
            case RETRY_V1 -> MixAll.getRetryTopic(group) + V1_SEPARATOR + topic;
            case RETRY_V2 -> MixAll.getRetryTopic(group) + V2_SEPARATOR + topic;
        };
    }
}
