package io.cometmq.client.utils;

import io.cometmq.client.common.ClientErrorCode;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageAccessor;
import io.cometmq.common.message.MessageConst;

/** For consumers that answer requests (docs/protocol/semantics.md 15). Stateless. */
public final class MessageUtil {
    private MessageUtil() {}

    /**
     * The reply to a request, to be sent by any producer.
     *
     * @throws MQClientException when the message is no request: it does not say which cluster it came through
     */
    public static Message createReplyMessage(Message requestMessage, byte[] body) throws MQClientException {
        if (requestMessage == null) {
            throw new MQClientException(
                    ClientErrorCode.CREATE_REPLY_MESSAGE_EXCEPTION,
                    "create reply message fail, requestMessage cannot be null.");
        }
        String cluster = requestMessage.getProperty(MessageConst.PROPERTY_CLUSTER);
        if (cluster == null) {
            throw new MQClientException(
                    ClientErrorCode.CREATE_REPLY_MESSAGE_EXCEPTION,
                    "create reply message fail, requestMessage error, property[" + MessageConst.PROPERTY_CLUSTER
                            + "] is null.");
        }
        Message reply = new Message(MixAll.getReplyTopic(cluster), body);
        MessageAccessor.putProperty(reply, MessageConst.PROPERTY_MESSAGE_TYPE, MixAll.REPLY_MESSAGE_FLAG);
        copy(requestMessage, reply, MessageConst.PROPERTY_CORRELATION_ID);
        copy(requestMessage, reply, MessageConst.PROPERTY_MESSAGE_REPLY_TO_CLIENT);
        copy(requestMessage, reply, MessageConst.PROPERTY_MESSAGE_TTL);
        return reply;
    }

    private static void copy(Message from, Message to, String property) {
        MessageAccessor.putProperty(to, property, from.getProperty(property));
    }

    /** The client id that waits for the reply; null when the message is no request. */
    public static String getReplyToClient(Message requestMessage) {
        return requestMessage.getProperty(MessageConst.PROPERTY_MESSAGE_REPLY_TO_CLIENT);
    }
}
