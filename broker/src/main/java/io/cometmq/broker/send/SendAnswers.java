package io.cometmq.broker.send;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.message.AppendCodes;
import io.cometmq.broker.send.BrokerProperties.Completed;
import io.cometmq.common.message.MessageConst;
import io.cometmq.remoting.protocol.RemotingCommand;
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

    /** @param storeHost the broker's address, part of every message's id */
    SendAnswers(BrokerConfig config, byte[] storeHost) {
        this.storeHost = storeHost;
        this.region = config.regionId();
        this.traceOn = config.traceOn();
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
            return refused(AppendCodes.of(result.status()), result.message());
        }
        RemotingCommand answer = RemotingCommand.createResponseCommandWithHeader(
                AppendCodes.of(result.status()),
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
        if (result.status() != AppendStatus.OK) {
            answer.setRemark(result.message());
        }
        return answer;
    }

    /** @param transactionId unique key of the batch as a whole, null when it has none */
    RemotingCommand batch(AppendResult result, int queueId, String transactionId) {
        if (!result.isStored()) {
            return refused(AppendCodes.of(result.status()), result.message());
        }
        RemotingCommand answer = RemotingCommand.createResponseCommandWithHeader(
                AppendCodes.of(result.status()),
                new SendMessageResponseHeader(
                        messageIds(result),
                        queueId,
                        result.queueOffset(),
                        transactionId,
                        null,
                        null,
                        region,
                        Boolean.toString(traceOn)));
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
}
