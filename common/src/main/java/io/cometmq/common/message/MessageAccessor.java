package io.cometmq.common.message;

import java.util.HashMap;
import java.util.Map;

/** Access to system properties of a message for client and broker; applications use {@link Message#putUserProperty}. */
public final class MessageAccessor {
    private MessageAccessor() {}

    public static void clearProperty(Message message, String name) {
        message.clearProperty(name);
    }

    public static void setProperties(Message message, Map<String, String> properties) {
        message.setProperties(properties);
    }

    public static void putProperty(Message message, String name, String value) {
        message.putProperty(name, value);
    }

    public static void setTransferFlag(Message message, String transferFlag) {
        message.putProperty(MessageConst.PROPERTY_TRANSFER_FLAG, transferFlag);
    }

    public static String getTransferFlag(Message message) {
        return message.getProperty(MessageConst.PROPERTY_TRANSFER_FLAG);
    }

    public static void setCorrectionFlag(Message message, String correctionFlag) {
        message.putProperty(MessageConst.PROPERTY_CORRECTION_FLAG, correctionFlag);
    }

    public static String getCorrectionFlag(Message message) {
        return message.getProperty(MessageConst.PROPERTY_CORRECTION_FLAG);
    }

    public static void setOriginMessageId(Message message, String originMessageId) {
        message.putProperty(MessageConst.PROPERTY_ORIGIN_MESSAGE_ID, originMessageId);
    }

    public static String getOriginMessageId(Message message) {
        return message.getProperty(MessageConst.PROPERTY_ORIGIN_MESSAGE_ID);
    }

    public static void setMQ2Flag(Message message, String flag) {
        message.putProperty(MessageConst.PROPERTY_MQ2_FLAG, flag);
    }

    public static String getMQ2Flag(Message message) {
        return message.getProperty(MessageConst.PROPERTY_MQ2_FLAG);
    }

    public static void setReconsumeTime(Message message, String reconsumeTimes) {
        message.putProperty(MessageConst.PROPERTY_RECONSUME_TIME, reconsumeTimes);
    }

    public static String getReconsumeTime(Message message) {
        return message.getProperty(MessageConst.PROPERTY_RECONSUME_TIME);
    }

    public static void setMaxReconsumeTimes(Message message, String maxReconsumeTimes) {
        message.putProperty(MessageConst.PROPERTY_MAX_RECONSUME_TIMES, maxReconsumeTimes);
    }

    public static String getMaxReconsumeTimes(Message message) {
        return message.getProperty(MessageConst.PROPERTY_MAX_RECONSUME_TIMES);
    }

    public static void setConsumeStartTimeStamp(Message message, String consumeStartTimestamp) {
        message.putProperty(MessageConst.PROPERTY_CONSUME_START_TIMESTAMP, consumeStartTimestamp);
    }

    public static String getConsumeStartTimeStamp(Message message) {
        return message.getProperty(MessageConst.PROPERTY_CONSUME_START_TIMESTAMP);
    }

    /** A message of the same topic, body, flag and a copy of the properties. */
    public static Message cloneMessage(Message message) {
        Message copy = new Message(message.getTopic(), message.getBody());
        copy.setFlag(message.getFlag());
        copy.setProperties(deepCopyProperties(message.getProperties()));
        return copy;
    }

    public static Map<String, String> deepCopyProperties(Map<String, String> properties) {
        return properties == null ? null : new HashMap<>(properties);
    }
}
