package io.cometmq.common;

/** Whether a message of a topic has one tag or several. */
public enum TopicFilterType {
    SINGLE_TAG,
    MULTI_TAG
}
