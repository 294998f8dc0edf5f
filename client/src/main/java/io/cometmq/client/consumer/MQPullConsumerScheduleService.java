package io.cometmq.client.consumer;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.concurrent.NamedThreadFactory;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.RPCHook;
import io.cometmq.remoting.protocol.heartbeat.MessageModel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a callback for each queue that a pull consumer's client has, again and again, while it has it. Thread-safe. */
public class MQPullConsumerScheduleService {
    private static final Logger LOG = LoggerFactory.getLogger(MQPullConsumerScheduleService.class);
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 1_000;
    private static final long SHUTDOWN_WAIT_SECONDS = 3;

    private final MessageQueueListener queueListener = new MessageQueueListenerImpl();
    private final ConcurrentMap<MessageQueue, PullTaskImpl> tasks = new ConcurrentHashMap<>();
    private DefaultMQPullConsumer defaultMQPullConsumer;
    private int pullThreadNums = 20;
    private ConcurrentMap<String, PullTaskCallback> callbackTable = new ConcurrentHashMap<>();

    /** Set by the start. */
    private volatile ScheduledThreadPoolExecutor threads;

    public MQPullConsumerScheduleService(String consumerGroup) {
        this(consumerGroup, null);
    }

    /** @param rpcHook sees every request; null: none */
    public MQPullConsumerScheduleService(String consumerGroup, RPCHook rpcHook) {
        defaultMQPullConsumer = new DefaultMQPullConsumer(consumerGroup, rpcHook);
        defaultMQPullConsumer.setMessageModel(MessageModel.CLUSTERING);
    }

    public void start() throws MQClientException {
        threads = new ScheduledThreadPoolExecutor(
                pullThreadNums, new NamedThreadFactory("PullMsgThread-" + defaultMQPullConsumer.getConsumerGroup()));
        threads.setRemoveOnCancelPolicy(true);
        callbackTable
                .keySet()
                .forEach(topic -> defaultMQPullConsumer.registerMessageQueueListener(topic, queueListener));
        defaultMQPullConsumer.setMessageQueueListener(queueListener);
        try {
            defaultMQPullConsumer.start();
        } catch (MQClientException e) {
            threads.shutdownNow();
            throw e;
        }
    }

    public void shutdown() {
        tasks.values().forEach(task -> task.setCancelled(true));
        ScheduledThreadPoolExecutor ending = threads;
        if (ending != null) {
            ending.shutdownNow();
            try {
                ending.awaitTermination(SHUTDOWN_WAIT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        defaultMQPullConsumer.shutdown();
    }

    /** Has the callback run for each queue of a topic that this client has. */
    public void registerPullTaskCallback(String topic, PullTaskCallback callback) {
        callbackTable.put(topic, callback);
        defaultMQPullConsumer.registerMessageQueueListener(topic, null);
    }

    /** The queues of a topic are these from now on: begins with those that are new, ends with those that are gone. */
    public void putTask(String topic, Set<MessageQueue> mqNewSet) {
        tasks.forEach((queue, task) -> {
            if (queue.getTopic().equals(topic) && !mqNewSet.contains(queue)) {
                task.setCancelled(true);
                tasks.remove(queue, task);
            }
        });
        for (MessageQueue queue : mqNewSet) {
            PullTaskImpl task = new PullTaskImpl(queue);
            if (tasks.putIfAbsent(queue, task) == null) {
                schedule(task, 0);
            }
        }
    }

    private void schedule(PullTaskImpl task, long delayMillis) {
        try {
            threads.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the pull task of {} ends with its service", task.getMessageQueue());
        }
    }

    public ConcurrentMap<String, PullTaskCallback> getCallbackTable() {
        return callbackTable;
    }

    public void setCallbackTable(ConcurrentHashMap<String, PullTaskCallback> callbackTable) {
        this.callbackTable = callbackTable;
    }

    public int getPullThreadNums() {
        return pullThreadNums;
    }

    /** Before the start. */
    public void setPullThreadNums(int pullThreadNums) {
        this.pullThreadNums = pullThreadNums;
    }

    public DefaultMQPullConsumer getDefaultMQPullConsumer() {
        return defaultMQPullConsumer;
    }

    public void setDefaultMQPullConsumer(DefaultMQPullConsumer defaultMQPullConsumer) {
        this.defaultMQPullConsumer = defaultMQPullConsumer;
    }

    public MessageModel getMessageModel() {
        return defaultMQPullConsumer.getMessageModel();
    }

    public void setMessageModel(MessageModel messageModel) {
        defaultMQPullConsumer.setMessageModel(messageModel);
    }

    /** Brings the tasks in line with the queues of this client. */
    final class MessageQueueListenerImpl implements MessageQueueListener {
        @Override
        public void messageQueueChanged(String topic, Set<MessageQueue> mqAll, Set<MessageQueue> mqAssigned) {
            putTask(topic, mqAssigned);
        }
    }

    /** Runs the callback of one queue. */
    public class PullTaskImpl implements Runnable {
        private final MessageQueue messageQueue;
        private volatile boolean cancelled;

        public PullTaskImpl(MessageQueue messageQueue) {
            this.messageQueue = messageQueue;
        }

        @Override
        public void run() {
            if (!cancelled) {
                schedule(this, runOnce());
            }
        }

        /** Gives the pause until the next run. */
        private long runOnce() {
            String topic = defaultMQPullConsumer.withoutNamespace(messageQueue.getTopic());
            PullTaskCallback callback = callbackTable.get(topic);
            if (callback == null) {
                LOG.warn("topic {} has no pull task callback", topic);
                return PAUSE_AFTER_FAILURE_MILLIS;
            }
            PullTaskContext context = new PullTaskContext();
            context.setPullConsumer(defaultMQPullConsumer);
            try {
                callback.doPullTask(messageQueue, context);
                return context.getPullNextDelayTimeMillis();
            } catch (RuntimeException e) {
                LOG.error("the pull task of {} failed", messageQueue, e);
                return PAUSE_AFTER_FAILURE_MILLIS;
            }
        }

        public boolean isCancelled() {
            return cancelled;
        }

        public void setCancelled(boolean cancelled) {
            this.cancelled = cancelled;
        }

        public MessageQueue getMessageQueue() {
            return messageQueue;
        }
    }
}
