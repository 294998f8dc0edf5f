package io.cometmq.broker.send;

import io.cometmq.common.TopicConfig;
import io.cometmq.common.message.PropertiesView;
import io.cometmq.common.message.PropertiesView.Name;

/**
 * The kinds of messages that a topic can be kept for by its attribute {@code +message.type}, as RocketMQ 5.x names them. Topics without
 * one, and mixed ones, take every kind. Stateless.
 */
final class MessageTypes {
    private static final String ATTRIBUTE = "message.type";
    private static final String UNSPECIFIED = "UNSPECIFIED";
    private static final String MIXED = "MIXED";

    private MessageTypes() {}

    /**
     * @param view has scanned the message's properties
     * @return null when the topic takes the message, else what to tell its producer
     */
    static String refusal(TopicConfig topic, PropertiesView view) {
        String wanted = topic.getAttributes().getOrDefault(ATTRIBUTE, UNSPECIFIED);
        if (wanted.equals(UNSPECIFIED) || wanted.equals(MIXED) || RetryTopics.isRetryTopic(topic.getTopicName())) {
            return null;
        }
        String type = typeOf(view);
        return type.equals(wanted)
                ? null
                : "topic " + topic.getTopicName() + " takes messages of type " + wanted + " only, this one is " + type
                        + ": send it to another topic, or change the topic's attribute +" + ATTRIBUTE;
    }

    private static String typeOf(PropertiesView view) {
        if (view.isTrue(Name.TRAN_MSG)) {
            return "TRANSACTION";
        }
        if (view.isPresent(Name.DELAY)
                || view.isPresent(Name.TIMER_DELAY_SEC)
                || view.isPresent(Name.TIMER_DELAY_MS)
                || view.isPresent(Name.TIMER_DELIVER_MS)) {
            return "DELAY";
        }
        if (view.isPresent(Name.SHARDING_KEY)) {
            return "FIFO";
        }
        return view.isPresent(Name.PRIORITY) ? "PRIORITY" : "NORMAL";
    }
}
