package io.cometmq.client.impl.producer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.producer.SendResult;
import io.cometmq.client.producer.SendStatus;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageBatch;
import io.cometmq.common.message.MessageClientIDSetter;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.SendMessageResponseHeader;
import java.util.StringJoiner;

/** Makes results out of answers to sends (docs/protocol/response-codes.md, SendResult mapping). Stateless. */
final class SendResults {
    private SendResults() {}

    /**
     * The result of an answer.
     *
     * @param topic as the application names it
     * @throws MQBrokerException when the message was not stored
     */
    static SendResult of(RemotingCommand response, Message message, String topic, String brokerName, String address)
            throws MQBrokerException, RemotingCommandException {
        SendStatus status =
                switch (response.getCode()) {
                    case ResponseCode.SUCCESS -> SendStatus.SEND_OK;
                    case ResponseCode.FLUSH_DISK_TIMEOUT -> SendStatus.FLUSH_DISK_TIMEOUT;
                    case ResponseCode.FLUSH_SLAVE_TIMEOUT -> SendStatus.FLUSH_SLAVE_TIMEOUT;
                    case ResponseCode.SLAVE_NOT_AVAILABLE -> SendStatus.SLAVE_NOT_AVAILABLE;
                    default -> throw new MQBrokerException(response.getCode(), response.getRemark(), address);
                };
        SendMessageResponseHeader header = response.decodeCommandCustomHeader(SendMessageResponseHeader.class);
        SendResult result = new SendResult(
                status,
                messageId(message, header),
                new MessageQueue(topic, brokerName, header.queueId()),
                header.queueOffset(),
                header.transactionId(),
                header.msgId(),
                header.MSG_REGION() == null || header.MSG_REGION().isEmpty()
                        ? MixAll.DEFAULT_TRACE_REGION_ID
                        : header.MSG_REGION());
        result.setTraceOn(!"false".equals(header.TRACE_ON()));
        result.setRecallHandle(header.recallHandle());
        result.setRawRespBody(response.getBody());
        return result;
    }

    /** Of a batch the keys of all its messages, unless the broker stored it as one. */
    private static String messageId(Message message, SendMessageResponseHeader header) {
        if (!(message instanceof MessageBatch batch)) {
            return MessageClientIDSetter.getUniqID(message);
        }
        if (header.batchUniqId() != null) {
            return header.batchUniqId();
        }
        StringJoiner ids = new StringJoiner(",");
        for (Message part : batch) {
            ids.add(MessageClientIDSetter.getUniqID(part));
        }
        return ids.toString();
    }
}
