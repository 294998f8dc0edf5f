package io.cometmq.common.state;

import static io.cometmq.common.state.Shape.BOOLEAN;
import static io.cometmq.common.state.Shape.COUNT;
import static io.cometmq.common.state.Shape.INTEGER;
import static io.cometmq.common.state.Shape.NUMBER;
import static io.cometmq.common.state.Shape.Property.always;
import static io.cometmq.common.state.Shape.Property.mayBeMissing;
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
                                            mayBeMissing("topicName", TEXT),
                                            mayBeMissing("readQueueNums", COUNT),
                                            mayBeMissing("writeQueueNums", COUNT),
                                            mayBeMissing("perm", integer(0, 15)),
                                            mayBeMissing("topicFilterType", oneOf("SINGLE_TAG", "MULTI_TAG")),
                                            mayBeMissing("topicSysFlag", COUNT),
                                            mayBeMissing("order", BOOLEAN),
                                            mayBeMissing("attributes", mapOf(TEXT))))),
                    mayBeMissing("dataVersion", Shapes.VERSION))),

    GROUPS(
            "subscriptionGroup.json",
            object(
                    always("subscriptionGroupTable", byName("groupName", Shapes.GROUP)),
                    mayBeMissing("forbiddenTable", mapOf(mapOf(COUNT))),
                    mayBeMissing("dataVersion", Shapes.VERSION))),

    CONSUMER_OFFSETS(
            "consumerOffset.json",
            object(
                    always("offsetTable", byTopicAndGroup(byNumber(0, Integer.MAX_VALUE, INTEGER))),
                    mayBeMissing("dataVersion", Shapes.VERSION),
                    mayBeMissing("groupTopicMap", mapOf(listOf(TEXT))))),

    DELAY_OFFSETS(
            "delayOffset.json",
            object(
                    always("offsetTable", byNumber(0, Integer.MAX_VALUE, INTEGER)),
                    mayBeMissing("dataVersion", Shapes.VERSION))),

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
                                            mayBeMissing("topic", TEXT),
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
                                            mayBeMissing("consumerGroup", TEXT),
                                            mayBeMissing("topic", TEXT),
                                            mayBeMissing("mode", oneOf("PULL", "POP")),
                                            mayBeMissing(
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
        static final Shape VERSION = object(
                mayBeMissing("counter", INTEGER),
                mayBeMissing("timestamp", INTEGER),
                mayBeMissing("stateVersion", INTEGER));

        static final Shape GROUP = object(
                mayBeMissing("groupName", TEXT),
                mayBeMissing("brokerId", INTEGER),
                mayBeMissing("consumeBroadcastEnable", BOOLEAN),
                mayBeMissing("consumeEnable", BOOLEAN),
                mayBeMissing("consumeFromMinEnable", BOOLEAN),
                mayBeMissing("notifyConsumerIdsChangedEnable", BOOLEAN),
                mayBeMissing("retryMaxTimes", integer(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                mayBeMissing("retryQueueNums", COUNT),
                mayBeMissing("whichBrokerWhenConsumeSlowly", INTEGER),
                mayBeMissing("consumeMessageOrderly", BOOLEAN),
                mayBeMissing("consumeTimeoutMinute", integer(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                mayBeMissing("groupSysFlag", integer(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                mayBeMissing("groupRetryPolicy", retryPolicy()),
                mayBeMissing("attributes", mapOf(TEXT)),
                mayBeMissing("subscriptionDataSet", listOf(subscription())));

        static final Shape FILTER = object(
                mayBeMissing("consumerGroup", TEXT),
                mayBeMissing("topic", TEXT),
                mayBeMissing("expression", TEXT),
                mayBeMissing("expressionType", TEXT),
                mayBeMissing("bornTime", INTEGER),
                mayBeMissing("clientVersion", INTEGER),
                mayBeMissing("dead", BOOLEAN),
                mayBeMissing("deadTime", INTEGER),
                mayBeMissing(
                        "bloomFilterData",
                        object(mayBeMissing("bitNum", COUNT), mayBeMissing("bitPos", listOf(COUNT)))));

        /** docs/protocol/semantics.md 13.3. */
        static final Shape ORDERED = object(
                mayBeMissing("popTime", INTEGER),
                always("o", listOf(INTEGER)),
                mayBeMissing("cm", INTEGER),
                mayBeMissing("l", INTEGER),
                mayBeMissing("i", INTEGER),
                mayBeMissing("a", TEXT),
                mayBeMissing("oc", byNumber(0, Long.MAX_VALUE, COUNT)),
                mayBeMissing("ot", byNumber(0, Long.MAX_VALUE, INTEGER)));

        private static Shape subscription() {
            return object(
                    mayBeMissing("topic", TEXT),
                    mayBeMissing("expressionType", TEXT),
                    mayBeMissing("expression", TEXT),
                    mayBeMissing("version", INTEGER));
        }

        private static Shape retryPolicy() {
            return object(
                    mayBeMissing("type", oneOf("CUSTOMIZED", "EXPONENTIAL")),
                    mayBeMissing(
                            "exponentialRetryPolicy",
                            object(
                                    mayBeMissing("initial", INTEGER),
                                    mayBeMissing("max", INTEGER),
                                    mayBeMissing("multiplier", NUMBER))),
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
