package io.cometmq.client.impl.producer;

import io.cometmq.client.common.ClientErrorCode;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.exception.RequestTimeoutException;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.client.producer.RequestCallback;
import io.cometmq.client.producer.SendCallback;
import io.cometmq.client.producer.SendResult;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageAccessor;
import io.cometmq.common.message.MessageConst;
import io.cometmq.remoting.exception.RemotingException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;

/** Request and reply on top of messages (docs/protocol/semantics.md 15). Thread-safe. */
final class Requests {
    private static final RateLimitedLog CALLBACK_FAILURES =
            new RateLimitedLog(LoggerFactory.getLogger(Requests.class), Duration.ofSeconds(10));

    private final DefaultMQProducerImpl producer;

    Requests(DefaultMQProducerImpl producer) {
        this.producer = producer;
    }

    /** How the request message is sent: round robin, to a queue, with a selector. */
    @FunctionalInterface
    interface Send {
        void send(SendCallback callback, long timeoutMillis) throws RemotingException, InterruptedException;
    }

    /** One request under way; {@code sent} says whether a broker has it. */
    private record Pending(CompletableFuture<Message> reply, CompletableFuture<SendResult> sent) {}

    Message request(Message message, long timeoutMillis, Send send)
            throws RequestTimeoutException, MQClientException, RemotingException, InterruptedException {
        Pending pending = begin(message, timeoutMillis, send);
        try {
            return pending.reply().get();
        } catch (ExecutionException e) {
            Throwable cause = failure(message, timeoutMillis, pending, e.getCause());
            if (cause instanceof RequestTimeoutException timeout) {
                throw timeout;
            }
            throw (MQClientException) cause;
        }
    }

    void request(Message message, long timeoutMillis, Send send, RequestCallback callback)
            throws MQClientException, RemotingException, InterruptedException {
        Pending pending = begin(message, timeoutMillis, send);
        Executor callbacks = producer.asyncSends().callbacks(producer.instance());
        pending.reply()
                .whenCompleteAsync(
                        (reply, cause) -> tell(message, timeoutMillis, pending, callback, reply, cause), callbacks);
    }

    private static void tell(
            Message message,
            long timeoutMillis,
            Pending pending,
            RequestCallback callback,
            Message reply,
            Throwable cause) {
        try {
            if (cause == null) {
                callback.onSuccess(reply);
            } else {
                callback.onException(failure(message, timeoutMillis, pending, cause));
            }
        } catch (RuntimeException e) {
            CALLBACK_FAILURES.warn("a callback of a request failed", e);
        }
    }

    private Pending begin(Message message, long timeoutMillis, Send send)
            throws MQClientException, RemotingException, InterruptedException {
        MQClientInstance instance = producer.running();
        String correlationId = UUID.randomUUID().toString();
        MessageAccessor.putProperty(message, MessageConst.PROPERTY_CORRELATION_ID, correlationId);
        MessageAccessor.putProperty(message, MessageConst.PROPERTY_MESSAGE_REPLY_TO_CLIENT, instance.getClientId());
        MessageAccessor.putProperty(message, MessageConst.PROPERTY_MESSAGE_TTL, Long.toString(timeoutMillis));
        reachable(message, instance);
        Pending pending =
                new Pending(instance.pendingRequests().add(correlationId, timeoutMillis), new CompletableFuture<>());
        send.send(
                new SendCallback() {
                    @Override
                    public void onSuccess(SendResult sendResult) {
                        pending.sent().complete(sendResult);
                    }

                    @Override
                    public void onException(Throwable e) {
                        pending.sent().completeExceptionally(e);
                        pending.reply().completeExceptionally(e);
                    }
                },
                timeoutMillis);
        return pending;
    }

    /** A broker brings the reply over the connection on which this client has reported: it must have done so before. */
    private void reachable(Message message, MQClientInstance instance) throws MQClientException {
        String topic = producer.config().withNamespace(message.getTopic());
        TopicPublishInfo known = topic == null ? null : producer.routes().known(topic);
        if (topic != null && (known == null || !known.ok())) {
            producer.routes().find(topic, instance);
            instance.sendHeartbeatToAllBrokerWithLock();
        }
    }

    private static Exception failure(Message message, long timeoutMillis, Pending pending, Throwable cause) {
        if (cause instanceof TimeoutException && pending.sent().isDone()) {
            return new RequestTimeoutException(
                    ClientErrorCode.REQUEST_TIMEOUT_EXCEPTION,
                    "send request message to <" + message.getTopic() + "> OK, but wait reply message timeout, "
                            + timeoutMillis + " ms.");
        }
        return new MQClientException("send request message to <" + message.getTopic() + "> fail", cause);
    }
}
