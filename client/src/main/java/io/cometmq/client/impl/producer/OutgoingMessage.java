package io.cometmq.client.impl.producer;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.producer.ProducerConfig;
import io.cometmq.common.MixAll;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageAccessor;
import io.cometmq.common.message.MessageBatch;
import io.cometmq.common.message.MessageClientIDSetter;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.sysflag.MessageSysFlag;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.header.SendMessageRequestHeaderV2;
import java.io.IOException;

/**
 * A message made ready for the wire once, however often it is sent (docs/protocol/request-codes.md 310, 320, 325). The
 * application's message gets a unique key and is otherwise left alone.
 *
 * @param compressedBody null: the message's own is sent
 */
@SuppressWarnings("ArrayRecordComponent") // read-only; compared by nobody
record OutgoingMessage(
        Message message,
        String topic,
        byte[] compressedBody,
        int sysFlag,
        Integer reconsumeTimes,
        Integer maxReconsumeTimes,
        boolean batch,
        boolean reply) {

    /** @param topic with its namespace */
    static OutgoingMessage of(Message message, String topic, ProducerConfig config) throws MQClientException {
        boolean batch = message instanceof MessageBatch;
        if (!batch) {
            MessageClientIDSetter.setUniqID(message);
        }
        if (config.getNamespace() != null && !config.getNamespace().isEmpty()) {
            message.setInstanceId(config.getNamespace());
        }
        byte[] compressedBody = null;
        int sysFlag = 0;
        if (!batch && message.getBody().length >= config.getCompressMsgBodyOverHowmuch()) {
            compressedBody = compressed(message.getBody(), topic, config);
            sysFlag |= MessageSysFlag.COMPRESSED_FLAG | config.getCompressType().getCompressionFlag();
        }
        if (Boolean.parseBoolean(message.getProperty(MessageConst.PROPERTY_TRANSACTION_PREPARED))) {
            sysFlag |= MessageSysFlag.TRANSACTION_PREPARED_TYPE;
        }
        boolean reply = MixAll.REPLY_MESSAGE_FLAG.equals(message.getProperty(MessageConst.PROPERTY_MESSAGE_TYPE));
        Integer reconsumeTimes = 0;
        Integer maxReconsumeTimes = null;
        if (topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) {
            reconsumeTimes = takeNumber(message, MessageConst.PROPERTY_RECONSUME_TIME, 0);
            maxReconsumeTimes = takeNumber(message, MessageConst.PROPERTY_MAX_RECONSUME_TIMES, null);
        }
        return new OutgoingMessage(
                message, topic, compressedBody, sysFlag, reconsumeTimes, maxReconsumeTimes, batch, reply);
    }

    private static byte[] compressed(byte[] body, String topic, ProducerConfig config) throws MQClientException {
        try {
            return config.getCompressor().compress(body, config.getCompressLevel());
        } catch (IOException e) {
            throw new MQClientException("a message to topic " + topic + " could not be compressed", e);
        }
    }

    /** What consumers send to a retry topic themselves carries these as header fields instead (docs/protocol/semantics.md 9). */
    private static Integer takeNumber(Message message, String property, Integer absent) {
        String text = message.getProperty(property);
        if (text == null) {
            return absent;
        }
        MessageAccessor.clearProperty(message, property);
        return Integer.valueOf(text);
    }

    byte[] body() {
        return compressedBody == null ? message.getBody() : compressedBody;
    }

    int requestCode() {
        if (reply) {
            return RequestCode.SEND_REPLY_MESSAGE_V2;
        }
        return batch ? RequestCode.SEND_BATCH_MESSAGE : RequestCode.SEND_MESSAGE_V2;
    }

    SendMessageRequestHeaderV2 header(ProducerConfig config, String producerGroup, String brokerName, int queueId) {
        return new SendMessageRequestHeaderV2(
                producerGroup,
                topic,
                config.getCreateTopicKey(),
                config.getDefaultTopicQueueNums(),
                queueId,
                sysFlag,
                System.currentTimeMillis(),
                message.getFlag(),
                // Now, and not earlier: what hooks have put into the message travels with it.
                MessageDecoder.messageProperties2String(message.getProperties()),
                reconsumeTimes,
                config.isUnitMode(),
                maxReconsumeTimes,
                batch,
                brokerName);
    }
}
