package io.cometmq.broker.coldread;

import io.cometmq.common.config.Key;

/** Limits of reads of old messages, with RocketMQ's names (docs/protocol/config.md). Immutable. */
public record ColdReadConfig(
        @Key(
                value = "false",
                meaning = "Whether groups that read old messages are slowed down by the limits below.",
                changeable = true)
        boolean coldDataFlowControlEnable,

        @Key(
                value = "3145728",
                meaning = "Old messages that a group may pull in a second; mqadmin can set others for single groups.",
                min = 0,
                max = Long.MAX_VALUE,
                unit = "bytes",
                changeable = true)
        long cgColdReadThreshold,

        @Key(
                value = "104857600",
                meaning = "Old messages that all groups together may pull in a second.",
                min = 0,
                max = Long.MAX_VALUE,
                unit = "bytes",
                changeable = true)
        long globalColdReadThreshold) {}
