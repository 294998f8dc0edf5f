package io.cometmq.broker.pull;

import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.PullMessageResponseHeader;
import io.cometmq.store.GetMessageResult;
import io.cometmq.store.GetMessageStatus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;

/** What a consumer is told (docs/protocol/semantics.md 5, table of statuses). Stateless. */
final class PullAnswers {
    /** The master is the one to ask next. */
    static final long MASTER = 0;

    private static final String OFFSET_RESET = "OFFSET_RESET";

    private PullAnswers() {}

    static int code(GetMessageStatus status, long requestedOffset) {
        return switch (status) {
            case FOUND -> ResponseCode.SUCCESS;
            case NO_MATCHED_MESSAGE, MESSAGE_WAS_REMOVING -> ResponseCode.PULL_RETRY_IMMEDIATELY;
            case NO_MESSAGE_IN_QUEUE, NO_MATCHED_LOGIC_QUEUE ->
                requestedOffset == 0 ? ResponseCode.PULL_NOT_FOUND : ResponseCode.PULL_OFFSET_MOVED;
            case OFFSET_OVERFLOW_ONE, OFFSET_FOUND_NULL -> ResponseCode.PULL_NOT_FOUND;
            case OFFSET_OVERFLOW_BADLY, OFFSET_TOO_SMALL -> ResponseCode.PULL_OFFSET_MOVED;
        };
    }

    /** A queue that the topic has but nobody has written to is empty, not unknown. */
    private static String remark(GetMessageStatus status) {
        return (status == GetMessageStatus.NO_MATCHED_LOGIC_QUEUE ? GetMessageStatus.NO_MESSAGE_IN_QUEUE : status)
                .name();
    }

    /**
     * Takes over the result: it is closed when the answer is written or given up.
     *
     * @param suggestedBrokerId which replica to ask next
     */
    static RemotingCommand of(PullRequest pull, GetMessageResult result, long suggestedBrokerId) {
        RemotingCommand answer = answer(
                pull,
                code(result.status(), pull.header().queueOffset()),
                remark(result.status()),
                suggestedBrokerId,
                result.nextBeginOffset(),
                result.minOffset(),
                result.maxOffset());
        if (result.status() == GetMessageStatus.FOUND) {
            answer.setBody(body(result.slices()), result::close);
        } else {
            result.close();
        }
        return answer;
    }

    private static ByteBuf body(List<ByteBuffer> slices) {
        return slices.size() == 1
                ? Unpooled.wrappedBuffer(slices.get(0))
                : Unpooled.wrappedBuffer(slices.size(), slices.toArray(new ByteBuffer[0]));
    }

    /** An administrator has set the group's offset: the consumer goes on there. */
    static RemotingCommand reset(PullRequest pull, long resetOffset, long minOffset, long maxOffset) {
        return answer(pull, ResponseCode.PULL_OFFSET_MOVED, OFFSET_RESET, MASTER, resetOffset, minOffset, maxOffset);
    }

    private static RemotingCommand answer(
            PullRequest pull,
            int code,
            String remark,
            long suggestedBrokerId,
            long nextBeginOffset,
            long minOffset,
            long maxOffset) {
        RemotingCommand answer = RemotingCommand.createResponseCommandWithHeader(
                code,
                new PullMessageResponseHeader(
                        suggestedBrokerId,
                        nextBeginOffset,
                        minOffset,
                        maxOffset,
                        null,
                        pull.topic().getTopicSysFlag(),
                        pull.group().getGroupSysFlag(),
                        null));
        answer.setRemark(remark);
        return answer;
    }
}
