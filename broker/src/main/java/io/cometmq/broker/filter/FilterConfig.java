package io.cometmq.broker.filter;

import io.cometmq.common.config.Key;

/** How messages are filtered, with RocketMQ's names and defaults (docs/protocol/config.md). Immutable. */
public record FilterConfig(
        @Key(
                value = "false",
                meaning = "Whether consumers may filter by SQL92 conditions over properties.",
                changeable = true,
                important = true)
        boolean enablePropertyFilter,

        @Key(
                value = "false",
                meaning =
                        "Whether the condition for a topic holds for its messages in the group's retry topic as well.",
                changeable = true)
        boolean filterSupportRetry,

        @Key(
                value = "false",
                meaning =
                        "Whether conditions are evaluated once when a message comes, and the result is kept for the pulls;"
                                + " needs enableConsumeQueueExt.")
        boolean enableCalcFilterBitMap,

        @Key(
                value = "32",
                meaning =
                        "How many groups of a topic are expected to filter by conditions; makes the size of the bit maps.",
                min = 1,
                max = 4096)
        int expectConsumerNumUseFilter,

        @Key(
                value = "20",
                meaning = "How often a bit map may say that a condition holds when it does not, in percent.",
                min = 1,
                max = 99)
        int maxErrorRateOfBloomFilter) {}
