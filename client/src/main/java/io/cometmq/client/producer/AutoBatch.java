package io.cometmq.client.producer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageBatch;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Single sends of one producer that travel in batches, while that is switched on. Thread-safe. */
final class AutoBatch {
    private final DefaultMQProducer producer;

    /** Guarded by this for writing; null until it is used. */
    private volatile ProduceAccumulator accumulator;

    private volatile boolean ended;

    AutoBatch(DefaultMQProducer producer) {
        this.producer = producer;
    }

    private ProduceAccumulator accumulator() {
        ProduceAccumulator made = accumulator;
        if (made == null) {
            synchronized (this) {
                if (accumulator == null) {
                    accumulator = new ProduceAccumulator(producer.getProducerGroup(), producer.batchLimits());
                }
                made = accumulator;
            }
        }
        return made;
    }

    boolean accepts(Message message) {
        return producer.getAutoBatch()
                && !ended
                && !(message instanceof MessageBatch)
                && accumulator().accepts(message);
    }

    SendResult send(Message message, MessageQueue queue)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        try {
            return add(message, queue).get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RemotingException remoting) {
                throw remoting;
            }
            if (cause instanceof MQBrokerException refused) {
                throw refused;
            }
            throw cause instanceof MQClientException client
                    ? client
                    : new MQClientException("a batch to topic " + message.getTopic() + " failed", cause);
        }
    }

    void send(Message message, MessageQueue queue, SendCallback callback) {
        add(message, queue).whenComplete((result, failure) -> {
            if (callback == null) {
                return;
            }
            if (failure == null) {
                callback.onSuccess(result);
            } else {
                callback.onException(failure);
            }
        });
    }

    private CompletableFuture<SendResult> add(Message message, MessageQueue queue) {
        return accumulator.add(message, queue, this::sendBatch);
    }

    private void sendBatch(Collection<Message> messages, MessageQueue queue, SendCallback callback) {
        try {
            if (queue == null) {
                producer.send(messages, callback);
            } else {
                producer.send(messages, queue, callback);
            }
        } catch (MQClientException | RemotingException | MQBrokerException e) {
            callback.onException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.onException(e);
        }
    }

    /** Sends what waits. */
    void shutdown() {
        ended = true;
        ProduceAccumulator ending = accumulator;
        if (ending != null) {
            ending.shutdown(this::sendBatch, producer.getSendMsgTimeout());
        }
    }
}
