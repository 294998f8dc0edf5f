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
import java.util.function.Supplier;

/**
 * Messages that ask for more than being stored: what a consumer gave up or wants again (docs/protocol/semantics.md 9), delays (10),
 * delivery times (11), transactions (12). Thread-safe.
 */
final class SpecialMessages {
    private static final String NO_DELAY = "-1";
    private static final int DEAD_LETTER_QUEUE_ID = 0;

    private final Supplier<BrokerConfig> configs;
    private final LaterDelivery later;
    private final RetryTopics retryTopics;

    SpecialMessages(Supplier<BrokerConfig> configs, LaterDelivery later, RetryTopics retryTopics) {
        this.configs = configs;
        this.later = later;
        this.retryTopics = retryTopics;
    }

    boolean isSpecial(String topic, PropertiesView view) {
        return view.isPresent(Name.TRAN_MSG) || LaterDelivery.isAskedFor(view) || RetryTopics.isRetryTopic(topic);
    }

    /** @param view has scanned the properties */
    Decision decide(SendRequest send, ByteBuffer properties, String topic, int queueId, PropertiesView view) {
        return RetryTopics.isRetryTopic(topic)
                ? decideRetried(send, properties, topic, queueId, view)
                : decide(send.header(), properties, topic, queueId, view);
    }

    private Decision decideRetried(SendRequest send, ByteBuffer given, String topic, int queueId, PropertiesView view) {
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
        PropertiesEditor properties = new PropertiesEditor(given).put(MessageConst.PROPERTY_DELAY_TIME_LEVEL, NO_DELAY);
        return new Place(retryTopics.deadLetterTopic(group).getTopicName(), DEAD_LETTER_QUEUE_ID, properties.encode());
    }

    private Decision decide(
            ReceivedSendHeader header, ByteBuffer given, String topic, int queueId, PropertiesView view) {
        Decision decision = later.decide(given, view, topic, queueId);
        if (!view.isTrue(Name.TRAN_MSG) || !(decision instanceof Place place)) {
            return decision;
        }
        boolean isRetried = header.reconsumeTimes() > 0 && place.topic().equals(Delays.TOPIC);
        return isRetried ? decision : decideHalf(given, topic, queueId);
    }

    /** A delay it asks for begins when it is committed; one that cannot be is refused before. */
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
}
