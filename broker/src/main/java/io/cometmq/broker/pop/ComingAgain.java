package io.cometmq.broker.pop;

import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.remoting.protocol.pop.PopHandle;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * Messages of retry topics as consumers get them: under the topic they were sent to, with their handle, because by then nothing else in the
 * answer tells where they came from (docs/protocol/semantics.md 13.1). Stateless.
 */
final class ComingAgain {
    private ComingAgain() {}

    static ByteBuf body(PopAttempt.Popped popped, PopAttempt attempt, String brokerName) {
        String topic = attempt.pop().header().topic();
        int reviveQueueId = attempt.pop().isOrdered() ? PopHandle.ORDERED : attempt.reviveQueueId();
        ByteBuf body = Unpooled.buffer(popped.messages().totalBytes() + 256);
        Records.forEach(popped.messages(), record -> {
            long queueOffset = record.getLong(Records.QUEUE_OFFSET);
            PopHandle handle = new PopHandle(
                    popped.startOffset(),
                    attempt.popTime(),
                    attempt.invisibleMillis(),
                    reviveQueueId,
                    popped.kind(),
                    brokerName,
                    popped.queue().queueId(),
                    queueOffset);
            body.writeBytes(rewritten(record, topic, handle));
        });
        return body;
    }

    private static byte[] rewritten(ByteBuffer record, String topic, PopHandle handle) {
        MessageExt message = MessageDecoder.decode(record.duplicate(), true, false);
        message.setTopic(topic);
        message.getProperties().put(MessageConst.PROPERTY_POP_CK, handle.text());
        try {
            return MessageDecoder.encode(message, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
