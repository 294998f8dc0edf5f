package io.cometmq.broker.pop;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.BatchAck;
import io.cometmq.remoting.protocol.body.BatchAckMessageRequestBody;
import io.cometmq.remoting.protocol.header.AckMessageRequestHeader;
import io.cometmq.remoting.protocol.header.ChangeInvisibleTimeRequestHeader;
import io.cometmq.remoting.protocol.header.ChangeInvisibleTimeResponseHeader;
import io.cometmq.remoting.protocol.pop.PopHandle;
import io.cometmq.remoting.protocol.pop.TopicKind;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.store.DefaultMessageStore;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * What a consumer says about messages that it has popped: ACK_MESSAGE (200051), BATCH_ACK_MESSAGE (200151) and
 * CHANGE_MESSAGE_INVISIBLETIME (200053). Called on the event loop; never blocks. What comes too late is answered as if it had come in time:
 * the message comes again, and nothing can change that (docs/protocol/semantics.md 13.4). Thread-safe.
 */
public final class AckMessageProcessor {
    private static final ChangeInvisibleTimeResponseHeader NOTHING = new ChangeInvisibleTimeResponseHeader(0, 0, 0);
    private static final int MAX_BATCH_BITS = 1 << 16;

    private final PopChecks checks;
    private final DefaultMessageStore store;
    private final InFlightTable table;
    private final OrderedQueues orderedQueues;
    private final PopWaiters waiters;
    private final LongSupplier clockMillis;

    AckMessageProcessor(
            PopChecks checks,
            DefaultMessageStore store,
            InFlightTable table,
            OrderedQueues orderedQueues,
            PopWaiters waiters,
            LongSupplier clockMillis) {
        this.checks = checks;
        this.store = store;
        this.table = table;
        this.orderedQueues = orderedQueues;
        this.waiters = waiters;
        this.clockMillis = clockMillis;
    }

    /** Messages of one pop that are acknowledged together. */
    private record Ack(String topic, String group, PopHandle handle, List<Long> queueOffsets) {
        /** Clients name the topic that was popped, or the retry topic that its message came from. */
        GroupQueue queue() {
            boolean named = TopicKind.ofTopic(topic, group) != TopicKind.NORMAL;
            return new GroupQueue(named ? topic : handle.kind().topic(group, topic), group, handle.queueId());
        }
    }

    /** One message. */
    public RemotingCommand acknowledge(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        AckMessageRequestHeader header = request.decodeCommandCustomHeader(AckMessageRequestHeader.class);
        try {
            checks.checkQueue(exchange, header.topic(), header.queueId(), ResponseCode.MESSAGE_ILLEGAL);
            PopHandle handle = handle(header.extraInfo());
            Ack ack = new Ack(header.topic(), header.consumerGroup(), handle, List.of(header.offset()));
            checkOffset(ack.queue(), header.offset());
            answerWhenKept(exchange, carryOut(exchange, ack));
            return null;
        } catch (PopRefusedException e) {
            return e.answer(null);
        }
    }

    /** Many messages, of several pops. */
    public RemotingCommand acknowledgeAll(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        BatchAckMessageRequestBody body = JsonBody.read(request, BatchAckMessageRequestBody.class);
        try {
            List<Ack> acks = new ArrayList<>();
            for (BatchAck batch : body.acks()) {
                acks.add(ack(exchange, body.brokerName(), batch));
            }
            List<CompletableFuture<Boolean>> kept = new ArrayList<>();
            for (Ack ack : acks) {
                kept.add(carryOut(exchange, ack));
            }
            answerWhenKept(
                    exchange,
                    CompletableFuture.allOf(kept.toArray(new CompletableFuture<?>[0]))
                            .thenApply(any -> kept.stream().allMatch(CompletableFuture::join)));
            return null;
        } catch (PopRefusedException e) {
            return e.answer(null);
        }
    }

    private Ack ack(Exchange exchange, String brokerName, BatchAck batch) throws PopRefusedException {
        if (batch.t() == null || batch.c() == null || batch.r() == null || batch.b() == null) {
            throw new PopRefusedException(
                    ResponseCode.MESSAGE_ILLEGAL, "a batch of acknowledgements lacks its group, topic, kind or bits");
        }
        checks.checkQueue(exchange, batch.t(), batch.q(), ResponseCode.MESSAGE_ILLEGAL);
        try {
            PopHandle handle = new PopHandle(
                    batch.so(),
                    batch.pt(),
                    batch.it(),
                    batch.rq(),
                    TopicKind.of(batch.r()),
                    brokerName,
                    batch.q(),
                    PopHandle.NO_OFFSET);
            if (batch.bits().length() > MAX_BATCH_BITS) {
                throw new IllegalArgumentException(
                        "a batch has " + batch.bits().length() + " bits, " + MAX_BATCH_BITS + " are allowed");
            }
            List<Long> offsets =
                    batch.bits().stream().mapToObj(bit -> batch.so() + bit).toList();
            return new Ack(batch.t(), batch.c(), handle, offsets);
        } catch (IllegalArgumentException e) {
            throw new PopRefusedException(ResponseCode.MESSAGE_ILLEGAL, e.getMessage());
        }
    }

    private static PopHandle handle(String text) throws PopRefusedException {
        try {
            return PopHandle.parse(text);
        } catch (IllegalArgumentException e) {
            throw new PopRefusedException(ResponseCode.SYSTEM_ERROR, e.getMessage());
        }
    }

    private void checkOffset(GroupQueue key, long queueOffset) throws PopRefusedException {
        long min = Math.max(0, store.minOffset(key.topic(), key.queueId()));
        long max = store.maxOffset(key.topic(), key.queueId());
        if (queueOffset < min || queueOffset >= max) {
            throw new PopRefusedException(
                    ResponseCode.NO_MESSAGE,
                    "offset is illegal, key:" + key.topic() + "@" + key.queueId() + ", commit:" + queueOffset
                            + ", store:" + min + "~" + max);
        }
    }

    private CompletableFuture<Boolean> carryOut(Exchange exchange, Ack ack) throws PopRefusedException {
        GroupQueue key = ack.queue();
        if (!ack.handle.isOrdered()) {
            return table.acknowledge(key, ack.handle, ack.queueOffsets);
        }
        for (long queueOffset : ack.queueOffsets) {
            if (orderedQueues.acknowledge(key, ack.handle.popTime(), queueOffset) == OrderedQueues.Ack.ILLEGAL) {
                throw new PopRefusedException(
                        ResponseCode.MESSAGE_ILLEGAL,
                        "offset is illegal, key:" + key.topic() + "@" + key.group() + "@" + key.queueId() + ", commit:"
                                + queueOffset + ", " + exchange.connection());
            }
        }
        wakeIfFree(key, ack.topic);
        return CompletableFuture.completedFuture(true);
    }

    private void wakeIfFree(GroupQueue key, String topic) {
        if (orderedQueues.blocksUntilMillis(key) <= clockMillis.getAsLong()) {
            waiters.wake(topic, key.group());
        }
    }

    private static void answerWhenKept(Exchange exchange, CompletableFuture<Boolean> kept) {
        kept.thenAccept(done -> exchange.answer(
                done
                        ? RemotingCommand.createResponseCommand(ResponseCode.SUCCESS, null)
                        : RemotingCommand.createResponseCommand(
                                ResponseCode.SYSTEM_ERROR,
                                "the store takes nothing at present, so the acknowledgement is not kept")));
    }

    /** Somebody needs a message for longer, or gives it back for later. */
    public RemotingCommand changeInvisibleTime(Exchange exchange, RemotingCommand request)
            throws RemotingCommandException {
        ChangeInvisibleTimeRequestHeader header =
                request.decodeCommandCustomHeader(ChangeInvisibleTimeRequestHeader.class);
        try {
            checks.checkQueue(exchange, header.topic(), header.queueId(), ResponseCode.MESSAGE_ILLEGAL);
            PopHandle handle = handle(header.extraInfo());
            Ack ack = new Ack(header.topic(), header.consumerGroup(), handle, List.of(header.offset()));
            checkOffset(ack.queue(), header.offset());
            if (header.invisibleTime() < 0) {
                throw new PopRefusedException(
                        ResponseCode.INVALID_PARAMETER, "invisibleTime[" + header.invisibleTime() + "] is negative");
            }
            if (handle.isOrdered()) {
                return changeOrdered(ack, header.invisibleTime());
            }
            CompletableFuture<CheckPoint> changed =
                    table.changeInvisibleTime(ack.queue(), handle, header.offset(), header.invisibleTime());
            return changed == null ? unchanged(handle) : answerWhenChanged(exchange, changed);
        } catch (PopRefusedException e) {
            return e.answer(NOTHING);
        }
    }

    private RemotingCommand changeOrdered(Ack ack, long invisibleMillis) {
        PopHandle handle = ack.handle;
        GroupQueue key = ack.queue();
        OptionalLong visibleAt =
                orderedQueues.changeInvisibleTime(key, handle.popTime(), ack.queueOffsets.get(0), invisibleMillis);
        if (visibleAt.isEmpty()) {
            return unchanged(handle);
        }
        waiters.wake(ack.topic, key.group()); // they sleep until a time that may be another one now
        return RemotingCommand.success(new ChangeInvisibleTimeResponseHeader(
                handle.popTime(), visibleAt.getAsLong() - handle.popTime(), PopHandle.ORDERED));
    }

    /** It comes too late: the message is acknowledged, or comes again already. The handle stays what it is. */
    private static RemotingCommand unchanged(PopHandle handle) {
        return RemotingCommand.success(new ChangeInvisibleTimeResponseHeader(
                handle.popTime(), handle.invisibleMillis(), handle.reviveQueueId()));
    }

    private static RemotingCommand answerWhenChanged(Exchange exchange, CompletableFuture<CheckPoint> changed) {
        changed.whenComplete((after, failure) -> {
            if (failure == null) {
                exchange.answer(RemotingCommand.success(new ChangeInvisibleTimeResponseHeader(
                        after.popTime(), after.invisibleMillis(), after.reviveQueueId())));
            } else {
                RemotingCommand refused =
                        RemotingCommand.createResponseCommandWithHeader(ResponseCode.SYSTEM_ERROR, NOTHING);
                refused.setRemark(failure.getMessage());
                exchange.answer(refused);
            }
        });
        return null;
    }
}
