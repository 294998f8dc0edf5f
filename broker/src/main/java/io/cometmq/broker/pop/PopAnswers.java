package io.cometmq.broker.pop;

import io.cometmq.broker.config.PopConfig;
import io.cometmq.broker.pop.PopAttempt.Popped;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.PopMessageResponseHeader;
import io.cometmq.remoting.protocol.pop.PopHandle;
import io.cometmq.remoting.protocol.pop.PopInfo;
import io.cometmq.remoting.protocol.pop.TopicKind;
import io.cometmq.store.GetMessageResult;
import io.cometmq.store.GetMessageStatus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a consumer that pops is told (docs/protocol/semantics.md 13.1). Immutable. */
final class PopAnswers {
    /** Consumers of the family read the header of every answer. */
    static final CommandHeader NOTHING = new PopMessageResponseHeader(0, 0, 0, 0, null, null, null);

    private final PopConfig settings;
    private final String brokerName;

    PopAnswers(PopConfig settings, String brokerName) {
        this.settings = settings;
        this.brokerName = brokerName;
    }

    static RemotingCommand empty(PopAttempt attempt, int code, String remark) {
        RemotingCommand answer =
                RemotingCommand.createResponseCommandWithHeader(code, header(attempt, new PopInfo.Builder()));
        answer.setRemark(remark);
        return answer;
    }

    /** Takes over the messages: they are closed when the answer is written or given up. */
    RemotingCommand found(PopAttempt attempt, List<Popped> kept) {
        PopInfo.Builder info = new PopInfo.Builder();
        List<ByteBuf> parts = new ArrayList<>();
        List<GetMessageResult> open = new ArrayList<>();
        for (Popped popped : kept) {
            info.add(popped.kind(), popped.queue().queueId(), popped.startOffset(), popped.queueOffsets());
            addCounts(info, popped);
            if (popped.kind() == TopicKind.NORMAL || settings.popResponseReturnActualRetryTopic()) {
                for (ByteBuffer slice : popped.messages().slices()) {
                    parts.add(Unpooled.wrappedBuffer(slice));
                }
                open.add(popped.messages());
            } else {
                parts.add(ComingAgain.body(popped, attempt, brokerName));
                popped.messages().close();
            }
        }
        RemotingCommand answer =
                RemotingCommand.createResponseCommandWithHeader(ResponseCode.SUCCESS, header(attempt, info));
        answer.setRemark(GetMessageStatus.FOUND.name());
        answer.setBody(
                parts.size() == 1 ? parts.get(0) : Unpooled.wrappedBuffer(parts.toArray(new ByteBuf[0])),
                () -> open.forEach(GetMessageResult::close));
        return answer;
    }

    private static void addCounts(PopInfo.Builder info, Popped popped) {
        if (popped.consumedCounts() == null) {
            return;
        }
        int least = Integer.MAX_VALUE;
        for (long offset : popped.queueOffsets()) {
            int count = popped.consumedCounts().getOrDefault(offset, 0);
            least = Math.min(least, count);
            if (count > 0) {
                info.consumed(popped.kind(), popped.queue().queueId(), offset, count);
            }
        }
        info.consumed(popped.kind(), popped.queue().queueId(), least);
    }

    private static PopMessageResponseHeader header(PopAttempt attempt, PopInfo.Builder info) {
        boolean ordered = attempt.pop().isOrdered();
        return new PopMessageResponseHeader(
                attempt.popTime(),
                attempt.invisibleMillis(),
                ordered ? PopHandle.ORDERED : attempt.reviveQueueId(),
                attempt.rest(),
                info.startOffsetInfo(),
                info.msgOffsetInfo(),
                ordered ? info.orderCountInfo() : null);
    }
}
