package io.cometmq.client.trace;

import io.cometmq.client.AccessChannel;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.client.producer.SendCallback;
import io.cometmq.client.producer.SendResult;
import io.cometmq.common.concurrent.NamedThreadFactory;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.Message;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.exception.RemotingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/**
 * Sends traces in batches, by one thread and a producer of its own. What it cannot keep up with is dropped and counted in the
 * log. Thread-safe.
 */
public class AsyncTraceDispatcher implements TraceDispatcher {
    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(AsyncTraceDispatcher.class), Duration.ofSeconds(10));

    /** docs/protocol/semantics.md 21: contexts in a batch, size of a message, time between sends. */
    private static final int MAX_BATCH = 20;

    private static final int MAX_MESSAGE_BYTES = 128_000;
    private static final int MAX_WAITING = 2048;
    private static final long POLL_MILLIS = 500;
    private static final long FLUSH_MILLIS = 5000;
    private static final int SEND_TIMEOUT_MILLIS = 5000;
    private static final AtomicInteger PRODUCERS = new AtomicInteger();

    private final ArrayBlockingQueue<TraceContext> waiting = new ArrayBlockingQueue<>(MAX_WAITING);

    /** Traces that wait, and messages that the broker has not answered yet. */
    private final AtomicInteger unsent = new AtomicInteger();

    private final DefaultMQProducer traceProducer;
    private final int batchNum;
    private final String group;

    private volatile String traceTopicName;
    private volatile AccessChannel accessChannel = AccessChannel.LOCAL;
    private volatile boolean ending;

    /** Guarded by this; null until the start. */
    private Thread worker;

    /**
     * Makes a dispatcher, not yet started.
     *
     * @param batchNum traces in a message, 20 at most
     * @param traceTopicName null or blank: the system's
     * @param rpcHook sees the requests; null: none
     */
    public AsyncTraceDispatcher(String group, Type type, int batchNum, String traceTopicName, RPCHook rpcHook) {
        this.group = group;
        this.batchNum = Math.max(1, Math.min(batchNum, MAX_BATCH));
        this.traceTopicName = traceTopicName == null || traceTopicName.isBlank()
                ? TopicValidator.RMQ_SYS_TRACE_TOPIC
                : traceTopicName;
        this.traceProducer = new DefaultMQProducer(
                TraceConstants.GROUP_NAME_PREFIX + "-" + group + "-" + type + "-" + PRODUCERS.incrementAndGet(),
                rpcHook);
        traceProducer.setSendMsgTimeout(SEND_TIMEOUT_MILLIS);
        traceProducer.setVipChannelEnabled(false);
        traceProducer.setMaxMessageSize(MAX_MESSAGE_BYTES);
    }

    @Override
    public synchronized void start(String nameSrvAddr, AccessChannel channel) throws MQClientException {
        if (worker != null) {
            return;
        }
        accessChannel = channel;
        traceProducer.setNamesrvAddr(nameSrvAddr);
        traceProducer.setInstanceName(TraceConstants.TRACE_INSTANCE_NAME + "_" + nameSrvAddr);
        traceProducer.start();
        worker = new NamedThreadFactory("MQ-AsyncTraceDispatcher-" + group).newThread(this::run);
        worker.start();
    }

    @Override
    public boolean append(Object context) {
        unsent.incrementAndGet();
        if (!ending && waiting.offer((TraceContext) context)) {
            return true;
        }
        unsent.decrementAndGet();
        LOG.info("trace of group {} dropped: {} wait already", group, waiting.size());
        return false;
    }

    private void run() {
        List<TraceContext> batch = new ArrayList<>(batchNum);
        while (!ending || !waiting.isEmpty()) {
            try {
                collect(batch);
                sendAll(batch);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("{} traces of group {} lost", batch.size(), group, e);
            } finally {
                unsent.addAndGet(-batch.size());
                batch.clear();
            }
        }
    }

    /** Up to a batch; what comes within half a second travels together. */
    private void collect(List<TraceContext> batch) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS);
        while (batch.size() < batchNum) {
            long left = deadline - System.nanoTime();
            TraceContext next = ending ? waiting.poll() : waiting.poll(left, TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            batch.add(next);
        }
    }

    /** Messages of one topic that fit into one. */
    private static final class Pack {
        final StringBuilder text = new StringBuilder();
        final Set<String> keys = new LinkedHashSet<>();
    }

    private void sendAll(List<TraceContext> batch) throws InterruptedException {
        Map<String, Pack> packs = new HashMap<>();
        for (TraceContext context : batch) {
            TraceTransferBean transfer = TraceDataEncoder.encoderFromContextBean(context);
            String topic = topicOf(context);
            Pack pack = packs.computeIfAbsent(topic, key -> new Pack());
            if (pack.text.length() > 0
                    && pack.text.length() + transfer.getTransData().length() > MAX_MESSAGE_BYTES / 3) {
                send(topic, pack);
                pack = new Pack();
                packs.put(topic, pack);
            }
            pack.text.append(transfer.getTransData());
            pack.keys.addAll(transfer.getTransKey());
        }
        for (Map.Entry<String, Pack> pack : packs.entrySet()) {
            send(pack.getKey(), pack.getValue());
        }
    }

    private String topicOf(TraceContext context) {
        return accessChannel == AccessChannel.CLOUD
                ? TraceConstants.TRACE_TOPIC_PREFIX + context.getRegionId()
                : traceTopicName;
    }

    private void send(String topic, Pack pack) throws InterruptedException {
        Message message = new Message(topic, pack.text.toString().getBytes(StandardCharsets.UTF_8));
        message.setKeys(pack.keys);
        unsent.incrementAndGet();
        try {
            traceProducer.send(message, new SendCallback() {
                @Override
                public void onSuccess(SendResult sendResult) {
                    unsent.decrementAndGet();
                }

                @Override
                public void onException(Throwable e) {
                    lost(topic, e);
                }
            });
        } catch (MQClientException | RemotingException e) {
            lost(topic, e);
        }
    }

    private void lost(String topic, Throwable failure) {
        unsent.decrementAndGet();
        LOG.info("traces of group {} lost, topic {}: {}", group, topic, failure.getMessage());
    }

    @Override
    public void flush() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FLUSH_MILLIS);
        try {
            while (unsent.get() > 0 && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends what waits, then ends. */
    @Override
    public void shutdown() {
        Thread last;
        synchronized (this) {
            ending = true;
            last = worker;
        }
        if (last == null) {
            return;
        }
        flush();
        last.interrupt();
        try {
            last.join(FLUSH_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        traceProducer.shutdown();
    }

    public AccessChannel getAccessChannel() {
        return accessChannel;
    }

    public void setAccessChannel(AccessChannel accessChannel) {
        this.accessChannel = accessChannel;
    }

    public String getTraceTopicName() {
        return traceTopicName;
    }

    public void setTraceTopicName(String traceTopicName) {
        this.traceTopicName = traceTopicName;
    }

    public String getNamespaceV2() {
        return traceProducer.getNamespaceV2();
    }

    /** The namespace that requests with traces carry; before the start. */
    public void setNamespaceV2(String namespaceV2) {
        traceProducer.setNamespaceV2(namespaceV2);
    }

    public DefaultMQProducer getTraceProducer() {
        return traceProducer;
    }
}
