package io.cometmq.broker.pop;

import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.NotificationRequestHeader;
import io.cometmq.remoting.protocol.header.NotificationResponseHeader;
import io.cometmq.remoting.protocol.header.PeekMessageRequestHeader;
import io.cometmq.remoting.protocol.header.PollingInfoRequestHeader;
import io.cometmq.remoting.protocol.header.PollingInfoResponseHeader;
import io.cometmq.remoting.protocol.header.PopMessageRequestHeader;
import io.cometmq.remoting.protocol.header.PopMessageResponseHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.GetMessageResult;
import io.cometmq.store.GetMessageStatus;
import io.cometmq.store.MessageFilter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What consumers ask without popping: PEEK_MESSAGE (200052), NOTIFICATION (200054) and POLLING_INFO (200055) (docs/protocol/semantics.md 13.5).
 * Thread-safe.
 */
public final class PopQueryProcessor {
    private static final int FROM_START = 0;

    private final PopChecks checks;
    private final PopSources sources;
    private final QueuePops queues;
    private final OrderedQueues orderedQueues;
    private final PopWaiters waiters;
    private final DefaultMessageStore store;
    private final LongSupplier clockMillis;

    PopQueryProcessor(
            PopChecks checks,
            PopSources sources,
            QueuePops queues,
            OrderedQueues orderedQueues,
            PopWaiters waiters,
            DefaultMessageStore store,
            LongSupplier clockMillis) {
        this.checks = checks;
        this.sources = sources;
        this.queues = queues;
        this.orderedQueues = orderedQueues;
        this.waiters = waiters;
        this.store = store;
        this.clockMillis = clockMillis;
    }

    /** The next messages of a group, which stay where they are. May wait for the disk. */
    public RemotingCommand peek(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        PeekMessageRequestHeader header = request.decodeCommandCustomHeader(PeekMessageRequestHeader.class);
        PopRequest pop;
        try {
            pop = asPop(
                    exchange,
                    header.topic(),
                    header.consumerGroup(),
                    header.queueId(),
                    Math.min(header.maxMsgNums(), CheckPoint.MAX_MESSAGES));
        } catch (PopRefusedException e) {
            return e.answer(PopAnswers.NOTHING);
        }
        List<GetMessageResult> found = new ArrayList<>();
        long rest = 0;
        int room = pop.header().maxMsgNums();
        for (PopSource source : sources.of(pop)) {
            GroupQueue key = source.queue();
            long next = queues.nextOffset(key);
            rest += Math.max(0, store.maxOffset(key.topic(), key.queueId()) - next);
            if (room > 0) {
                GetMessageResult result = read(key, next, room);
                if (result.status() == GetMessageStatus.FOUND) {
                    found.add(result);
                    room -= result.messageCount();
                } else {
                    result.close();
                }
            }
        }
        return peeked(found, rest);
    }

    private GetMessageResult read(GroupQueue key, long next, int room) {
        GetMessageResult result =
                store.getMessage(key.topic(), key.queueId(), next, room, Integer.MAX_VALUE, MessageFilter.ALL);
        if (result.status() != GetMessageStatus.OFFSET_TOO_SMALL) {
            return result;
        }
        result.close();
        return store.getMessage(
                key.topic(), key.queueId(), result.nextBeginOffset(), room, Integer.MAX_VALUE, MessageFilter.ALL);
    }

    private static RemotingCommand peeked(List<GetMessageResult> found, long rest) {
        int code = found.isEmpty() ? ResponseCode.PULL_NOT_FOUND : ResponseCode.SUCCESS;
        RemotingCommand answer = RemotingCommand.createResponseCommandWithHeader(
                code, new PopMessageResponseHeader(0, 0, 0, rest, null, null, null));
        answer.setRemark((found.isEmpty() ? GetMessageStatus.NO_MESSAGE_IN_QUEUE : GetMessageStatus.FOUND).name());
        if (!found.isEmpty()) {
            List<ByteBuf> parts = new ArrayList<>();
            for (GetMessageResult result : found) {
                for (ByteBuffer slice : result.slices()) {
                    parts.add(Unpooled.wrappedBuffer(slice));
                }
            }
            answer.setBody(
                    Unpooled.wrappedBuffer(parts.toArray(new ByteBuf[0])),
                    () -> found.forEach(GetMessageResult::close));
        }
        return answer;
    }

    private PopRequest asPop(Exchange exchange, String topic, String group, int queueId, int maxMessages)
            throws PopRefusedException {
        PopMessageRequestHeader header = new PopMessageRequestHeader(
                group, topic, queueId, maxMessages, 0, 0, 0, FROM_START, null, null, false, null, null);
        return new PopRequest(exchange, header, checks.checkReader(exchange, topic, queueId, group), MessageFilter.ALL);
    }

    /** Whether there is a message for the group; waits for one as long as asked to. Event loop. */
    public RemotingCommand notification(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        NotificationRequestHeader header = request.decodeCommandCustomHeader(NotificationRequestHeader.class);
        try {
            PopRequest pop = asPop(exchange, header.topic(), header.consumerGroup(), header.queueId(), 1);
            notify(pop, header, false);
            return null;
        } catch (PopRefusedException e) {
            return e.answer(new NotificationResponseHeader(false, false));
        }
    }

    private void notify(PopRequest pop, NotificationRequestHeader header, boolean woken) {
        boolean ordered = Boolean.TRUE.equals(header.order());
        long leftMillis = Math.min(header.bornTime() + header.pollTime() - clockMillis.getAsLong(), header.pollTime());
        boolean hasMessage = hasMessage(pop, ordered);
        if (hasMessage && woken) {
            // The message woke only this one, which does not take it.
            waiters.wake(header.topic(), header.consumerGroup());
        }
        if (hasMessage || leftMillis <= 0) {
            answer(pop, hasMessage, false);
            return;
        }
        long delayMillis = ordered ? Math.min(leftMillis, orderedQueues.blockedMillis(sources.of(pop))) : leftMillis;
        PopWaiters.Wanted wanted =
                new PopWaiters.Wanted(header.topic(), header.consumerGroup(), header.queueId(), MessageFilter.ALL);
        if (!waiters.hold(pop.exchange(), wanted, delayMillis, () -> notify(pop, header, true))) {
            answer(pop, false, true);
        } else if (hasMessage(pop, ordered)) {
            waiters.wake(wanted.topic(), wanted.group());
        }
    }

    private boolean hasMessage(PopRequest pop, boolean ordered) {
        long now = clockMillis.getAsLong();
        return sources.of(pop).stream()
                .map(PopSource::queue)
                .anyMatch(key -> ordered
                        ? queues.hasUncommitted(key) && orderedQueues.blocksUntilMillis(key) <= now
                        : queues.hasMessages(key));
    }

    private static void answer(PopRequest pop, boolean hasMessage, boolean full) {
        pop.exchange().answer(RemotingCommand.success(new NotificationResponseHeader(hasMessage, full)));
    }

    /** How many requests wait. */
    public RemotingCommand pollingInfo(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        PollingInfoRequestHeader header = request.decodeCommandCustomHeader(PollingInfoRequestHeader.class);
        try {
            checks.checkReader(exchange, header.topic(), header.queueId(), header.consumerGroup());
            return RemotingCommand.success(new PollingInfoResponseHeader(
                    waiters.waiting(header.topic(), header.consumerGroup(), header.queueId())));
        } catch (PopRefusedException e) {
            return e.answer(new PollingInfoResponseHeader(0));
        }
    }
}
