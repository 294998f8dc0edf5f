package io.cometmq.broker.send;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.message.PropertiesEditor;
import io.cometmq.broker.send.Decision.Place;
import io.cometmq.broker.send.Decision.Refuse;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.PropertiesView;
import io.cometmq.common.message.PropertiesView.Name;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.ReceivedSendHeader;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Messages that ask for more than being stored: what a consumer gave up or wants again (docs/protocol/semantics.md 9), delays (10),
 * transactions (12), and what this broker does not do yet and therefore refuses: delivery times (11). Thread-safe.
 */
final class SpecialMessages {
    private static final String NO_DELAY = "-1";
    private static final int DEAD_LETTER_QUEUE_ID = 0;

    private final Supplier<BrokerConfig> configs;
    private final Delays delays;
    private final RetryTopics retryTopics;
    private final LongSupplier clockMillis;

    SpecialMessages(Supplier<BrokerConfig> configs, RetryTopics retryTopics, LongSupplier clockMillis) {
        this.configs = configs;
        this.delays = new Delays(configs.get().delayTable());
        this.retryTopics = retryTopics;
        this.clockMillis = clockMillis;
    }

    boolean isSpecial(String topic, PropertiesView view) {
        return view.isPresent(Name.DELAY)
                || view.isPresent(Name.TRAN_MSG)
                || view.isPresent(Name.TIMER_DELAY_SEC)
                || view.isPresent(Name.TIMER_DELAY_MS)
                || view.isPresent(Name.TIMER_DELIVER_MS)
                || RetryTopics.isRetryTopic(topic);
    }

    /** @param view has scanned the properties */
    Decision decide(SendRequest send, ByteBuffer properties, String topic, int queueId, PropertiesView view) {
        return RetryTopics.isRetryTopic(topic)
                ? decideRetried(send, properties, topic, queueId, view)
                : decide(send.header(), properties, topic, queueId, view);
    }

    private Decision decideRetried(
            SendRequest send, ByteBuffer given, String topic, int queueId, PropertiesView view) {
        ReceivedSendHeader header = send.header();
        String groupName = RetryTopics.groupOf(topic);
        SubscriptionGroupConfig group = retryTopics.findGroup(groupName);
        if (group == null) {
            return new Refuse(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, "subscription group not exist, " + groupName);
        }
        int max = RetryTopics.maxReconsumeTimes(group, header.maxReconsumeTimes(), send.clientVersion());
        if (!retryTopics.isGivenUp(group, header.reconsumeTimes(), max)) {
            return decide(header, given, topic, queueId, view);
        }
        PropertiesEditor properties =
                new PropertiesEditor(given).put(MessageConst.PROPERTY_DELAY_TIME_LEVEL, NO_DELAY);
        return new Place(retryTopics.deadLetterTopic(group).getTopicName(), DEAD_LETTER_QUEUE_ID, properties.encode());
    }

    private Decision decide(
            ReceivedSendHeader header, ByteBuffer given, String topic, int queueId, PropertiesView view) {
        int level;
        boolean timed;
        try {
            level = view.getInt(Name.DELAY, 0);
            timed = isInFuture(view);
        } catch (NumberFormatException e) {
            return new Refuse(
                    ResponseCode.MESSAGE_ILLEGAL,
                    "a delay of the message to topic " + topic + " is not a number: " + e.getMessage());
        }
        boolean retried = header.reconsumeTimes() > 0 && level > 0;
        if (view.isTrue(Name.TRAN_MSG) && !retried) {
            return decideHalf(given, topic, queueId);
        }
        if (level > 0) {
            PropertiesEditor properties = new PropertiesEditor(given);
            delays.note(properties, level, topic, queueId);
            return new Place(Delays.TOPIC, delays.queueId(level), properties.encode());
        }
        return timed
                ? new Refuse(
                        ResponseCode.MESSAGE_ILLEGAL,
                        "delivery at a time of choice is not supported by this broker yet, use a delay level: topic "
                                + topic)
                : new Place(topic, queueId, given);
    }

    /** A delay it asks for begins when it is committed. */
    private Decision decideHalf(ByteBuffer given, String topic, int queueId) {
        BrokerConfig config = configs.get();
        if (config.rejectTransactionMessage()) {
            return new Refuse(
                    ResponseCode.NO_PERMISSION,
                    "the broker[" + config.brokerIP1() + "] sending transaction message is forbidden");
        }
        PropertiesEditor properties = new PropertiesEditor(given);
        Halves.note(properties, topic, queueId);
        return new Place(Halves.TOPIC, Halves.QUEUE_ID, properties.encode());
    }

    /** A delivery time that has passed asks for nothing. */
    private boolean isInFuture(PropertiesView view) {
        if (view.isPresent(Name.TIMER_DELAY_SEC)) {
            return view.getLong(Name.TIMER_DELAY_SEC, 0) > 0;
        }
        if (view.isPresent(Name.TIMER_DELAY_MS)) {
            return view.getLong(Name.TIMER_DELAY_MS, 0) > 0;
        }
        return view.getLong(Name.TIMER_DELIVER_MS, 0) > clockMillis.getAsLong();
    }
}
