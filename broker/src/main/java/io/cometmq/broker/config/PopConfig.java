package io.cometmq.broker.config;

import io.cometmq.common.config.Key;
import io.cometmq.common.message.MessageRequestMode;
import io.cometmq.remoting.protocol.pop.TopicKind;

/** How messages are handed out to consumers that pop them, with RocketMQ's names (docs/protocol/config.md). Immutable. */
public record PopConfig(
        @Key(
                value = "false",
                meaning = "Whether messages come again through %RETRY%group+topic, not %RETRY%group_topic.")
        boolean enableRetryTopicV2,

        @Key(
                value = "true",
                meaning =
                        "Whether %RETRY%group_topic is read beside %RETRY%group+topic while enableRetryTopicV2 is on.")
        boolean retrieveMessageFromPopRetryTopicV1,

        @Key(
                value = "20",
                meaning = "How many of 100 pops look for messages that come again before they look for new ones.",
                min = 0,
                max = 100)
        int popFromRetryProbability,

        @Key(value = "1024", meaning = "Most requests that wait for messages of one topic for one group.", min = 0)
        int popPollingSize,

        @Key(value = "100000", meaning = "Most requests that wait for messages to pop.", min = 0)
        long maxPopPollingSize,

        @Key(
                value = "true",
                meaning = "Whether a new group that wants only new messages gets those of a young queue, too.")
        boolean initPopOffsetByCheckMsgInMem,

        @Key(value = "false", meaning = "Whether a message that comes again is handed out under its retry topic.")
        boolean popResponseReturnActualRetryTopic,

        @Key(value = "true", meaning = "Whether the broker shares the queues out among consumers that ask it to.")
        boolean serverLoadBalancerEnable,

        @Key(value = "PULL", meaning = "How groups consume unless it is set for group and topic.")
        MessageRequestMode defaultMessageRequestMode,

        @Key(
                value = "-1",
                meaning = "How many other consumers share the queues of each one that pops; below 1: all share all.",
                min = -1,
                max = Integer.MAX_VALUE)
        int defaultPopShareQueueNum) {

    /** In which topics messages come again that nobody acknowledged. */
    public TopicKind retryKind() {
        return enableRetryTopicV2 ? TopicKind.RETRY_V2 : TopicKind.RETRY_V1;
    }
}
