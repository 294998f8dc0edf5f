package io.cometmq.tools.command.message;

import io.cometmq.client.consumer.PullResult;
import io.cometmq.client.consumer.PullStatus;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.common.filter.ExpressionType;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.tools.admin.DefaultMQAdminExt;
import java.util.List;
import java.util.function.Consumer;

/** Reads one queue from a place to its end, without moving any group's offset. Used by one thread. */
public final class QueueReader {
    private static final int MAX_PULLED = 32;

    private final DefaultMQAdminExt admin;
    private final String group;
    private final MessageQueue queue;
    private final long endOffset;
    private long queueOffset;
    private String expressionType = ExpressionType.TAG;
    private String expression = "*";
    private PullStatus lastStatus = PullStatus.NO_NEW_MSG;

    private QueueReader(DefaultMQAdminExt admin, String group, MessageQueue queue, long queueOffset, long endOffset) {
        this.admin = admin;
        this.group = group;
        this.queue = queue;
        this.queueOffset = queueOffset;
        this.endOffset = endOffset;
    }

    /**
     * A reader of what was stored between two times, milliseconds since the epoch.
     *
     * @param group in whose name it pulls
     * @param begin 0: from the queue's beginning
     * @param end {@link Long#MAX_VALUE}: to where the queue ends now
     */
    static QueueReader between(DefaultMQAdminExt admin, String group, MessageQueue queue, long begin, long end)
            throws RemotingException, MQBrokerException, InterruptedException {
        long minOffset = admin.minOffset(queue);
        long maxOffset = admin.maxOffset(queue);
        long first = begin == 0 ? minOffset : Math.max(minOffset, admin.searchOffset(queue, begin));
        long last = end == Long.MAX_VALUE ? maxOffset : Math.min(maxOffset, admin.searchOffset(queue, end));
        return new QueueReader(admin, group, queue, first, last);
    }

    /** A reader from this queue offset on that never comes to an end: what is not there yet comes later. */
    public static QueueReader following(DefaultMQAdminExt admin, String group, MessageQueue queue, long queueOffset) {
        return new QueueReader(admin, group, queue, queueOffset, Long.MAX_VALUE);
    }

    /** Leaves out messages with other tags; {@code *} leaves out none. */
    public void filterByTags(String tags) {
        expressionType = ExpressionType.TAG;
        expression = tags;
    }

    /** Leaves out messages whose properties the expression does not fit. */
    public void filterBySql(String sql) {
        expressionType = ExpressionType.SQL92;
        expression = sql;
    }

    void beginAt(long offset) {
        queueOffset = offset;
    }

    MessageQueue queue() {
        return queue;
    }

    long endOffset() {
        return endOffset;
    }

    long queueOffset() {
        return queueOffset;
    }

    PullStatus lastStatus() {
        return lastStatus;
    }

    /** Hands over all messages to the end. */
    void forEach(Consumer<MessageExt> consumer) throws RemotingException, MQBrokerException, InterruptedException {
        for (List<MessageExt> messages = next(MAX_PULLED); !messages.isEmpty(); messages = next(MAX_PULLED)) {
            messages.forEach(consumer);
        }
    }

    /** The next messages; none where the queue ends now. */
    public List<MessageExt> next(int maxNum) throws RemotingException, MQBrokerException, InterruptedException {
        while (queueOffset < endOffset) {
            PullResult result = admin.pull(group, queue, expressionType, expression, queueOffset, maxNum);
            lastStatus = result.getPullStatus();
            if (lastStatus == PullStatus.NO_NEW_MSG
                    || (lastStatus == PullStatus.OFFSET_ILLEGAL && result.getNextBeginOffset() <= queueOffset)) {
                break;
            }
            queueOffset = result.getNextBeginOffset();
            List<MessageExt> wanted = result.getMsgFoundList().stream()
                    .filter(message -> message.getQueueOffset() < endOffset)
                    .toList();
            if (!wanted.isEmpty()) {
                return wanted;
            }
        }
        lastStatus = PullStatus.NO_NEW_MSG;
        return List.of();
    }
}
