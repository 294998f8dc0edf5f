package io.cometmq.common.state;

import static io.cometmq.common.state.Shape.BOOLEAN;
import static io.cometmq.common.state.Shape.COUNT;
import static io.cometmq.common.state.Shape.INTEGER;
import static io.cometmq.common.state.Shape.NUMBER;
import static io.cometmq.common.state.Shape.Property.always;
import static io.cometmq.common.state.Shape.Property.mayBeMissing;
import static io.cometmq.common.state.Shape.Property.usually;
import static io.cometmq.common.state.Shape.TEXT;
import static io.cometmq.common.state.Shape.byName;
import static io.cometmq.common.state.Shape.byNumber;
import static io.cometmq.common.state.Shape.byOuterName;
import static io.cometmq.common.state.Shape.byTopicAndGroup;
import static io.cometmq.common.state.Shape.integer;
import static io.cometmq.common.state.Shape.listOf;
import static io.cometmq.common.state.Shape.mapOf;
import static io.cometmq.common.state.Shape.object;
import static io.cometmq.common.state.Shape.oneOf;

import io.cometmq.common.json.Json;
import io.cometmq.common.json.StrictJson;
import java.nio.file.Path;

/**
 * The JSON files of a broker's config directory, as CometMQ and RocketMQ from 4.9 on write them (docs/protocol/message-formats.md 10).
 * Nothing says of a name or a number that it is another than the one written; everything else that can happen to a file is seen.
 */
public enum BrokerStateFile {
    TOPICS(
            "topics.json",
            object(
                    always(
                            "topicConfigTable",
                            byName(
                                    "topicName",
                                    object(
                                            usually("topicName", TEXT),
                                            usually("readQueueNums", COUNT),
                                            usually("writeQueueNums", COUNT),
                                            usually("perm", integer(0, 15)),
                                            usually("topicFilterType", oneOf("SINGLE_TAG", "MULTI_TAG")),
                                            usually("topicSysFlag", COUNT),
                                            usually("order", BOOLEAN),
                                            usually("attributes", mapOf(TEXT))))),
                    usually("dataVersion", Shapes.VERSION))),

    GROUPS(
            "subscriptionGroup.json",
            object(
                    always("subscriptionGroupTable", byName("groupName", Shapes.GROUP)),
                    usually("forbiddenTable", mapOf(mapOf(COUNT))),
                    usually("dataVersion", Shapes.VERSION))),

    CONSUMER_OFFSETS(
            "consumerOffset.json",
            object(
                    always("offsetTable", byTopicAndGroup(byNumber(0, Integer.MAX_VALUE, INTEGER))),
                    usually("dataVersion", Shapes.VERSION),
                    usually("groupTopicMap", mapOf(listOf(TEXT))))),

    DELAY_OFFSETS(
            "delayOffset.json",
            object(
                    always("offsetTable", byNumber(0, Integer.MAX_VALUE, INTEGER)),
                    usually("dataVersion", Shapes.VERSION))),

    FILTERS(
            "consumerFilter.json",
            object(always(
                    "filterDataByTopic",
                    byOuterName(
                            "topic",
                            "groupFilterData",
                            byName(
                                    "topic",
                                    object(
                                            usually("topic", TEXT),
                                            always("groupFilterData", byName("consumerGroup", Shapes.FILTER)))))))),

    REQUEST_MODES(
            "messageRequestMode.json",
            object(always(
                    "messageRequestModeMap",
                    byOuterName(
                            "topic",
                            null,
                            mapOf(byName(
                                    "consumerGroup",
                                    object(
                                            usually("consumerGroup", TEXT),
                                            usually("topic", TEXT),
                                            usually("mode", oneOf("PULL", "POP")),
                                            usually(
                                                    "popShareQueueNum",
                                                    integer(Integer.MIN_VALUE, Integer.MAX_VALUE))))))))),

    ORDERED_POPS(
            "consumerOrderInfo.json",
            object(
                    always("table", byTopicAndGroup(byNumber(0, Integer.MAX_VALUE, Shapes.ORDERED))),
                    mayBeMissing("orderedConsumptionLevel", TEXT)));

    private final String fileName;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Shape shape;

    BrokerStateFile(String fileName, Shape shape) {
        this.fileName = fileName;
        this.shape = shape;
    }

    /** Parts of the files. */
    private static final class Shapes {
        static final Shape VERSION =
                object(usually("counter", INTEGER), usually("timestamp", INTEGER), usually("stateVersion", INTEGER));

        static final Shape GROUP = object(
                usually("groupName", TEXT),
                usually("brokerId", INTEGER),
                usually("consumeBroadcastEnable", BOOLEAN),
                usually("consumeEnable", BOOLEAN),
                usually("consumeFromMinEnable", BOOLEAN),
                usually("notifyConsumerIdsChangedEnable", BOOLEAN),
                usually("retryMaxTimes", integer(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                usually("retryQueueNums", COUNT),
                usually("whichBrokerWhenConsumeSlowly", INTEGER),
                usually("consumeMessageOrderly", BOOLEAN),
                usually("consumeTimeoutMinute", integer(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                usually("groupSysFlag", integer(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                usually("groupRetryPolicy", retryPolicy()),
                usually("attributes", mapOf(TEXT)),
                mayBeMissing("subscriptionDataSet", listOf(subscription())));

        static final Shape FILTER = object(
                usually("consumerGroup", TEXT),
                usually("topic", TEXT),
                usually("expression", TEXT),
                usually("expressionType", TEXT),
                usually("bornTime", INTEGER),
                usually("clientVersion", INTEGER),
                usually("dead", BOOLEAN),
                usually("deadTime", INTEGER),
                mayBeMissing("bloomFilterData", object(usually("bitNum", COUNT), usually("bitPos", listOf(COUNT)))));

        /** docs/protocol/semantics.md 13.3. */
        static final Shape ORDERED = object(
                usually("popTime", INTEGER),
                always("o", listOf(INTEGER)),
                usually("cm", INTEGER),
                usually("l", INTEGER),
                mayBeMissing("i", INTEGER),
                mayBeMissing("a", TEXT),
                mayBeMissing("oc", byNumber(0, Long.MAX_VALUE, COUNT)),
                mayBeMissing("ot", byNumber(0, Long.MAX_VALUE, INTEGER)));

        private static Shape subscription() {
            return object(
                    usually("topic", TEXT),
                    usually("expressionType", TEXT),
                    usually("expression", TEXT),
                    usually("version", INTEGER));
        }

        private static Shape retryPolicy() {
            return object(
                    usually("type", oneOf("CUSTOMIZED", "EXPONENTIAL")),
                    mayBeMissing(
                            "exponentialRetryPolicy",
                            object(
                                    usually("initial", INTEGER),
                                    usually("max", INTEGER),
                                    usually("multiplier", NUMBER))),
                    mayBeMissing("customizedRetryPolicy", object(always("next", listOf(INTEGER)))));
        }
    }

    /** The path of the file in a config directory. */
    public Path in(Path configDirectory) {
        return configDirectory.resolve(fileName);
    }

    /** Which one has this name; null when it is none of them. */
    public static BrokerStateFile named(String fileName) {
        for (BrokerStateFile file : values()) {
            if (file.fileName.equals(fileName)) {
                return file;
            }
        }
        return null;
    }

    /**
     * Reads the file's text.
     *
     * @throws io.cometmq.common.json.JsonException when it is damaged; says where and how
     */
    public <T> T read(String text, Class<T> type) {
        check(text);
        return Json.fromJson(text, type);
    }

    /**
     * Looks whether the text is sound.
     *
     * @throws io.cometmq.common.json.JsonException when it is damaged; says where and how
     */
    public void check(String text) {
        shape.check(StrictJson.parse(text), "the state");
    }
}
