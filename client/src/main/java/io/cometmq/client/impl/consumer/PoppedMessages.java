package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.PopResult;
import io.cometmq.client.consumer.PopStatus;
import io.cometmq.client.impl.PopReply;
import io.cometmq.common.message.MessageAccessor;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.PopMessageResponseHeader;
import io.cometmq.remoting.protocol.pop.PopHandle;
import io.cometmq.remoting.protocol.pop.PopInfo;
import io.cometmq.remoting.protocol.pop.TopicKind;
import java.nio.ByteBuffer;
import java.util.List;

/** Makes messages of the answer to a pop, each with the handle by which it is acknowledged (docs/protocol/semantics.md 13.1). Immutable. */
final class PoppedMessages {
    private final String group;
    private final boolean readBody;
    private final boolean decompressBody;

    PoppedMessages(String group, boolean readBody, boolean decompressBody) {
        this.group = group;
        this.readBody = readBody;
        this.decompressBody = decompressBody;
    }

    /** @throws IllegalArgumentException when the answer cannot be read */
    PopResult of(MessageQueue queue, PopReply reply) {
        PopMessageResponseHeader header = reply.header();
        PopResult result = new PopResult(
                status(reply.code()), reply.code() == ResponseCode.SUCCESS ? messages(queue, reply) : List.of());
        result.setPopTime(header.popTime());
        result.setInvisibleTime(header.invisibleTime());
        result.setRestNum(header.restNum());
        return result;
    }

    private static PopStatus status(int code) {
        return switch (code) {
            case ResponseCode.SUCCESS -> PopStatus.FOUND;
            case ResponseCode.POLLING_FULL -> PopStatus.POLLING_FULL;
            default -> PopStatus.POLLING_NOT_FOUND;
        };
    }

    private List<MessageExt> messages(MessageQueue queue, PopReply reply) {
        byte[] records = reply.messages() == null ? new byte[0] : reply.messages();
        List<MessageExt> messages =
                MessageDecoder.decodesBatch(ByteBuffer.wrap(records), readBody, decompressBody, true);
        PopMessageResponseHeader header = reply.header();
        PopInfo info = PopInfo.parse(header.startOffsetInfo(), header.orderCountInfo());
        String popTime = Long.toString(header.popTime());
        for (MessageExt message : messages) {
            if (message.getProperty(MessageConst.PROPERTY_POP_CK) == null) {
                MessageAccessor.putProperty(
                        message, MessageConst.PROPERTY_POP_CK, handle(queue, header, info, message));
            }
            if (message.getProperty(MessageConst.PROPERTY_FIRST_POP_TIME) == null) {
                MessageAccessor.putProperty(message, MessageConst.PROPERTY_FIRST_POP_TIME, popTime);
            }
            message.setBrokerName(queue.getBrokerName());
            message.setTopic(queue.getTopic());
        }
        return messages;
    }

    private String handle(MessageQueue queue, PopMessageResponseHeader header, PopInfo info, MessageExt message) {
        TopicKind kind = TopicKind.ofTopic(message.getTopic(), group);
        Long startOffset = info.startOffset(kind, message.getQueueId());
        return new PopHandle(
                        startOffset == null ? message.getQueueOffset() : startOffset,
                        header.popTime(),
                        header.invisibleTime(),
                        header.reviveQid(),
                        kind,
                        queue.getBrokerName(),
                        message.getQueueId(),
                        message.getQueueOffset())
                .text();
    }
}
