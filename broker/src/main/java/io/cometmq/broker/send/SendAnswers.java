package io.cometmq.broker.send;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.message.AppendCodes;
import io.cometmq.broker.schedule.RecallHandle;
import io.cometmq.broker.send.BrokerProperties.Completed;
import io.cometmq.common.message.MessageConst;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.SendMessageResponseHeader;
import io.cometmq.remoting.protocol.header.StoredMessageHeader;
import io.cometmq.store.AppendResult;
import io.cometmq.store.AppendStatus;
import java.util.HexFormat;

/** What a producer is told (docs/protocol/request-codes.md, SEND_MESSAGE): every answer says region and trace switch. Immutable. */
public final class SendAnswers {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** The id that RocketMQ's broker gives a reply that it does not keep. */
    private static final String NOT_KEPT = "0";

    private final String region;
    private final boolean traceOn;
    private final byte[] storeHost;
    private final String brokerName;

    /** @param storeHost the broker's address, part of every message's id */
    public SendAnswers(BrokerConfig config, byte[] storeHost) {
        this.storeHost = storeHost;
        this.region = config.regionId();
        this.traceOn = config.traceOn();
        this.brokerName = config.brokerName();
    }

    public RemotingCommand refused(int code, String remark) {
        RemotingCommand answer = RemotingCommand.createResponseCommand(code, remark);
        answer.addExtField(MessageConst.PROPERTY_MSG_REGION, region);
        answer.addExtField(MessageConst.PROPERTY_TRACE_SWITCH, Boolean.toString(traceOn));
        return answer;
    }

    /** @param queueId the queue the producer asked for, which a delayed message is not in yet */
    RemotingCommand one(AppendResult result, int queueId, Completed properties) {
        if (!result.isStored()) {
            return refused(AppendCodes.of(result.status()), result.message());
        }
        return noted(
                result,
                new StoredMessageHeader(
                        storeHost,
                        result.physicalOffset(),
                        queueId,
                        result.queueOffset(),
                        properties.bytes(),
                        properties.uniqueKeyOffset(),
                        properties.uniqueKeyLength(),
                        region,
                        traceOn));
    }

    /**
     * For a timer message, which its producer may take back.
     *
     * @param topic where the message belongs
     */
    RemotingCommand timed(AppendResult result, String topic, int queueId, Completed properties, long dueMillis) {
        if (!result.isStored()) {
            return refused(AppendCodes.of(result.status()), result.message());
        }
        String uniqueKey = properties.uniqueKey();
        return noted(
                result,
                new SendMessageResponseHeader(
                        messageIds(result),
                        queueId,
                        result.queueOffset(),
                        uniqueKey,
                        null,
                        new RecallHandle(topic, brokerName, dueMillis, uniqueKey).encode(),
                        region,
                        Boolean.toString(traceOn)));
    }

    /** @param transactionId unique key of the batch as a whole, null when it has none */
    public RemotingCommand batch(AppendResult result, int queueId, String transactionId) {
        if (!result.isStored()) {
            return refused(AppendCodes.of(result.status()), result.message());
        }
        return noted(
                result,
                new SendMessageResponseHeader(
                        messageIds(result),
                        queueId,
                        result.queueOffset(),
                        transactionId,
                        null,
                        null,
                        region,
                        Boolean.toString(traceOn)));
    }

    private static RemotingCommand noted(AppendResult result, CommandHeader header) {
        RemotingCommand answer =
                RemotingCommand.createResponseCommandWithHeader(AppendCodes.of(result.status()), header);
        if (result.status() != AppendStatus.OK) {
            answer.setRemark(result.message());
        }
        return answer;
    }

    /**
     * To who sends a reply: whether it was delivered, and where it is kept.
     *
     * @param failure why it was not delivered; null when it was
     * @param kept null when replies are not kept
     */
    public RemotingCommand reply(String failure, AppendResult kept, int queueId) {
        int code = failure == null ? ResponseCode.SUCCESS : ResponseCode.SYSTEM_ERROR;
        if (kept != null && kept.isStored()) {
            return reply(code, failure, messageIds(kept), queueId, kept.queueOffset());
        }
        return failure == null ? reply(code, null, NOT_KEPT, 0, 0) : refused(code, failure);
    }

    private RemotingCommand reply(int code, String remark, String messageId, int queueId, long queueOffset) {
        RemotingCommand answer = RemotingCommand.createResponseCommandWithHeader(
                code,
                new SendMessageResponseHeader(
                        messageId, queueId, queueOffset, null, null, null, region, Boolean.toString(traceOn)));
        answer.setRemark(remark);
        return answer;
    }

    private String messageIds(AppendResult result) {
        String host = HEX.formatHex(storeHost);
        StringBuilder ids = new StringBuilder(result.recordCount() * (host.length() + 2 * Long.BYTES + 1));
        for (int i = 0; i < result.recordCount(); i++) {
            if (i > 0) {
                ids.append(',');
            }
            ids.append(host).append(HEX.toHexDigits(result.physicalOffset(i)));
        }
        return ids.toString();
    }
}
