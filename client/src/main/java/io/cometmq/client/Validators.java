package io.cometmq.client;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.protocol.ResponseCode;
import java.io.File;

/** What a client refuses before it sends anything (docs/protocol/semantics.md 1, 4). Stateless. */
public final class Validators {
    public static final int CHARACTER_MAX_LENGTH = 255;
    public static final int TOPIC_MAX_LENGTH = TopicValidator.TOPIC_MAX_LENGTH;
    public static final int GROUP_MAX_LENGTH = TopicValidator.GROUP_MAX_LENGTH;

    private static final String ALLOWED = "allowing only ^[%|a-zA-Z0-9_-]+$";

    private Validators() {}

    public static void checkGroup(String group) throws MQClientException {
        if (group == null || group.isBlank()) {
            throw new MQClientException("the specified group is blank", null);
        }
        if (group.length() > GROUP_MAX_LENGTH) {
            throw new MQClientException(
                    "the specified group[" + group + "] is longer than group max length: " + GROUP_MAX_LENGTH + ".",
                    null);
        }
        if (TopicValidator.isTopicOrGroupIllegal(group)) {
            throw new MQClientException(
                    "the specified group[" + group + "] contains illegal characters, " + ALLOWED, null);
        }
    }

    public static void checkTopic(String topic) throws MQClientException {
        if (topic == null || topic.isBlank()) {
            throw new MQClientException("The specified topic is blank", null);
        }
        if (topic.length() > TOPIC_MAX_LENGTH) {
            throw new MQClientException(
                    "The specified topic is longer than topic max length " + TOPIC_MAX_LENGTH + ".", null);
        }
        if (TopicValidator.isTopicOrGroupIllegal(topic)) {
            throw new MQClientException(
                    "The specified topic[" + topic + "] contains illegal characters, " + ALLOWED, null);
        }
    }

    /** Refuses what the producer must not send: bad topic, no body or too large a one. */
    public static void checkMessage(Message message, DefaultMQProducer producer) throws MQClientException {
        if (message == null) {
            throw illegal("the message is null");
        }
        checkTopic(message.getTopic());
        isNotAllowedSendTopic(message.getTopic());
        byte[] body = message.getBody();
        if (body == null) {
            throw illegal("the message body is null");
        }
        if (body.length == 0) {
            throw illegal("the message body length is zero");
        }
        if (body.length > producer.getMaxMessageSize()) {
            throw illegal("the message body size over max value, MAX: " + producer.getMaxMessageSize());
        }
        String lmqPath = message.getProperty(MessageConst.PROPERTY_INNER_MULTI_DISPATCH);
        if (lmqPath != null && lmqPath.contains(File.separator)) {
            throw illegal("INNER_MULTI_DISPATCH " + lmqPath + " can not contains " + File.separator + " character");
        }
    }

    private static MQClientException illegal(String text) {
        return new MQClientException(ResponseCode.MESSAGE_ILLEGAL, text);
    }

    /** Refuses the topics that belong to every broker's system. */
    public static void isSystemTopic(String topic) throws MQClientException {
        if (TopicValidator.isSystemTopic(topic)) {
            throw new MQClientException("The topic[" + topic + "] is conflict with system topic.", null);
        }
    }

    public static void isNotAllowedSendTopic(String topic) throws MQClientException {
        if (TopicValidator.isNotAllowedSendTopic(topic)) {
            throw new MQClientException("Sending message to topic[" + topic + "] is forbidden.", null);
        }
    }

    public static void checkTopicConfig(TopicConfig topicConfig) throws MQClientException {
        if (!PermName.isValid(topicConfig.getPerm())) {
            throw new MQClientException(
                    ResponseCode.NO_PERMISSION, "topicPermission value: " + topicConfig.getPerm() + " is invalid.");
        }
    }
}
