package io.cometmq.namesrv.config;

import io.cometmq.common.config.Key;

/** The name server's own settings, with RocketMQ's names (docs/protocol/config.md). Immutable. */
public record NamesrvConfig(
        @Key(value = "9876", meaning = "The port; 0: any free one.", min = 0, max = 65535, important = true)
        int listenPort,

        @Key(
                value = "${user.home}/namesrv/kvConfig.json",
                meaning = "Where values that administrators set for others are kept.",
                important = true)
        String kvConfigPath,

        @Key(
                value = "${user.home}/namesrv/namesrv.properties",
                meaning =
                        "Where settings that are changed while the name server runs are kept; the -c file, when there is one.",
                important = true)
        String configStorePath,

        @Key(
                value = "configBlackList;configStorePath;kvConfigPath",
                meaning = "Keys that cannot be changed from outside, separated by ';'.")
        String configBlackList,

        @Key(
                value = "false",
                meaning = "Whether routes tell the queues of ordered topics (namespace ORDER_TOPIC_CONFIG).",
                changeable = true)
        boolean orderMessageEnable,

        @Key(
                value = "true",
                meaning = "Whether a broker that registers is told the queues of ordered topics.",
                changeable = true)
        boolean returnOrderTopicConfigToBroker,

        @Key(
                value = "false",
                meaning =
                        "Whether routes show the slave with the smallest id, read-only, in the place of a missing master.",
                changeable = true)
        boolean supportActingMaster,

        @Key(value = "true", meaning = "Whether the list of all topics is answered.", changeable = true)
        boolean enableAllTopicList,

        @Key(value = "true", meaning = "Whether lists of some topics are answered.", changeable = true)
        boolean enableTopicList,

        @Key(
                value = "false",
                meaning = "Whether topics that a broker no longer registers lose their route on it.",
                changeable = true)
        boolean deleteTopicWithBrokerRegistration,

        @Key(
                value = "false",
                meaning = "Whether route queries are refused after the start, until brokers had time to register.")
        boolean needWaitForService,

        @Key(value = "45", meaning = "How long needWaitForService waits.", min = 0, max = 3600, unit = "s")
        int waitSecondsForService,

        @Key(
                value = "5000",
                meaning = "How often silent brokers are looked for.",
                min = 100,
                max = 600_000,
                unit = "ms")
        long scanNotActiveBrokerInterval) {}
