package io.cometmq.client.producer;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.MixAll;
import io.cometmq.common.concurrent.NamedThreadFactory;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gathers messages that may travel together into batches: those of one topic, queue, tag and way of waiting that come within
 * some milliseconds. Thread-safe.
 */
public class ProduceAccumulator {
    private final ScheduledThreadPoolExecutor timer;
    private final ConcurrentHashMap<Key, Gathering> gatherings = new ConcurrentHashMap<>();
    private final AtomicLong heldBytes = new AtomicLong();

    private final BatchLimits limits;

    /** @param instanceName for the name of the thread */
    public ProduceAccumulator(String instanceName) {
        this(instanceName, new BatchLimits());
    }

    ProduceAccumulator(String instanceName, BatchLimits limits) {
        this.limits = limits;
        timer = new ScheduledThreadPoolExecutor(1, new NamedThreadFactory("ProduceAccumulator-" + instanceName));
        timer.setRemoveOnCancelPolicy(true);
    }

    /** @param queue null: any */
    private record Key(String topic, MessageQueue queue, boolean waitStoreMsgOK, String tags) {}

    /** Sends what was gathered. */
    interface BatchSender {
        void send(List<Message> messages, MessageQueue queue, SendCallback callback);
    }

    /** Messages that wait together. Guarded by the map's lock of their key. */
    private record Gathering(List<Message> messages, List<CompletableFuture<SendResult>> results, long bytes) {}

    /** Whether the message may wait for others, and there is room for it (docs/protocol/semantics.md 4, batch constraints). */
    boolean accepts(Message message) {
        if (message.getBody() == null
                || message.getTopic() == null
                || heldBytes.get() + message.getBody().length > limits.totalHoldBytes()) {
            return false;
        }
        boolean delayed = message.hasProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL)
                || message.hasProperty(MessageConst.PROPERTY_TIMER_DELAY_MS)
                || message.hasProperty(MessageConst.PROPERTY_TIMER_DELAY_SEC)
                || message.hasProperty(MessageConst.PROPERTY_TIMER_DELIVER_MS);
        return !delayed
                && !message.getTopic().startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)
                && !message.hasProperty(MessageConst.PROPERTY_PRODUCER_GROUP);
    }

    /**
     * Adds a message; the future has its own part of the batch's result.
     *
     * @param queue null: any
     */
    CompletableFuture<SendResult> add(Message message, MessageQueue queue, BatchSender sender) {
        Key key = new Key(message.getTopic(), queue, message.isWaitStoreMsgOK(), message.getTags());
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        heldBytes.addAndGet(message.getBody().length);
        Gathering[] full = new Gathering[1];
        gatherings.compute(key, (k, open) -> {
            Gathering gathering = open != null ? open : open(key, sender);
            gathering.messages().add(message);
            gathering.results().add(result);
            long bytes = gathering.bytes() + message.getBody().length;
            Gathering grown = new Gathering(gathering.messages(), gathering.results(), bytes);
            if (bytes < limits.holdBytes()) {
                return grown;
            }
            full[0] = grown;
            return null;
        });
        if (full[0] != null) {
            flush(key, full[0], sender);
        }
        return result;
    }

    private Gathering open(Key key, BatchSender sender) {
        List<Message> messages = new ArrayList<>();
        timer.schedule(() -> timeOver(key, messages, sender), limits.holdMillis(), TimeUnit.MILLISECONDS);
        return new Gathering(messages, new ArrayList<>(), 0);
    }

    /** Sends the gathering that began with this list, unless it was full before. */
    private void timeOver(Key key, List<Message> messages, BatchSender sender) {
        Gathering[] due = new Gathering[1];
        gatherings.computeIfPresent(key, (k, open) -> {
            if (open.messages() != messages) {
                return open;
            }
            due[0] = open;
            return null;
        });
        if (due[0] != null) {
            flush(key, due[0], sender);
        }
    }

    private void flush(Key key, Gathering gathering, BatchSender sender) {
        heldBytes.addAndGet(-gathering.bytes());
        sender.send(gathering.messages(), key.queue(), new SendCallback() {
            @Override
            public void onSuccess(SendResult sendResult) {
                List<SendResult> parts = parts(sendResult, gathering.messages().size());
                for (int i = 0; i < parts.size(); i++) {
                    gathering.results().get(i).complete(parts.get(i));
                }
            }

            @Override
            public void onException(Throwable e) {
                gathering.results().forEach(result -> result.completeExceptionally(e));
            }
        });
    }

    /** The result of each message: the ids of a batch are separated by commas, the offsets follow one another. */
    static List<SendResult> parts(SendResult batch, int count) {
        String[] ids = batch.getMsgId().split(",", -1);
        String[] offsetIds = batch.getOffsetMsgId().split(",", -1);
        List<SendResult> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            SendResult part = new SendResult(
                    batch.getSendStatus(),
                    ids.length == count ? ids[i] : batch.getMsgId(),
                    batch.getMessageQueue(),
                    batch.getQueueOffset() + i,
                    batch.getTransactionId(),
                    offsetIds.length == count ? offsetIds[i] : batch.getOffsetMsgId(),
                    batch.getRegionId());
            part.setTraceOn(batch.isTraceOn());
            parts.add(part);
        }
        return parts;
    }

    /** Sends what is gathered and waits for it, so long at most; nothing must be added any more. */
    void shutdown(BatchSender sender, long timeoutMillis) {
        timer.shutdownNow();
        List<CompletableFuture<SendResult>> last = new ArrayList<>();
        for (Key key : gatherings.keySet()) {
            Gathering left = gatherings.remove(key);
            if (left != null) {
                last.addAll(left.results());
                flush(key, left, sender);
            }
        }
        try {
            CompletableFuture.allOf(last.toArray(CompletableFuture[]::new)).get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Each message's own future says so.
            MQClientException ended = new MQClientException("the producer is shut down: the batch is not sent", e);
            last.forEach(result -> result.completeExceptionally(ended));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
