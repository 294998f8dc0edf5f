package io.cometmq.broker.send;

import io.cometmq.broker.config.BrokerConfig;
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
final class SendAnswers {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final String region;
    private final boolean traceOn;
    private final byte[] storeHost;
    private final String brokerName;

    /** @param storeHost the broker's address, part of every message's id */
    SendAnswers(BrokerConfig config, byte[] storeHost) {
        this.storeHost = storeHost;
        this.region = config.regionId();
        this.traceOn = config.traceOn();
        this.brokerName = config.brokerName();
    }

    RemotingCommand refused(int code, String remark) {
        RemotingCommand answer = RemotingCommand.createResponseCommand(code, remark);
        answer.addExtField(MessageConst.PROPERTY_MSG_REGION, region);
        answer.addExtField(MessageConst.PROPERTY_TRACE_SWITCH, Boolean.toString(traceOn));
        return answer;
    }

    /** @param queueId the queue the producer asked for, which a delayed message is not in yet */
    RemotingCommand one(AppendResult result, int queueId, Completed properties) {
        if (!result.isStored()) {
            return refused(code(result.status()), result.message());
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
            return refused(code(result.status()), result.message());
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
    RemotingCommand batch(AppendResult result, int queueId, String transactionId) {
        if (!result.isStored()) {
            return refused(code(result.status()), result.message());
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
        RemotingCommand answer = RemotingCommand.createResponseCommandWithHeader(code(result.status()), header);
        if (result.status() != AppendStatus.OK) {
            answer.setRemark(result.message());
        }
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

    private static int code(AppendStatus status) {
        return switch (status) {
            case OK -> ResponseCode.SUCCESS;
            case FLUSH_DISK_TIMEOUT -> ResponseCode.FLUSH_DISK_TIMEOUT;
            case MESSAGE_TOO_LARGE, PROPERTIES_TOO_LARGE, TOPIC_TOO_LONG, MESSAGE_ILLEGAL ->
                ResponseCode.MESSAGE_ILLEGAL;
            case SERVICE_NOT_AVAILABLE -> ResponseCode.SERVICE_NOT_AVAILABLE;
            case OS_PAGE_CACHE_BUSY -> ResponseCode.SYSTEM_BUSY;
        };
    }
}
