package io.cometmq.client.impl.producer;

import io.cometmq.client.Validators;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.exception.RequestTimeoutException;
import io.cometmq.client.latency.MQFaultStrategy;
import io.cometmq.client.producer.DefaultMQProducer;
import io.cometmq.client.producer.MessageQueueSelector;
import io.cometmq.client.producer.RequestCallback;
import io.cometmq.client.producer.SendCallback;
import io.cometmq.client.producer.SendResult;
import io.cometmq.client.producer.TransactionListener;
import io.cometmq.client.producer.TransactionSendResult;
import io.cometmq.common.ServiceState;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.exception.RemotingTooMuchRequestException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.header.RecallMessageRequestHeader;
import io.cometmq.remoting.protocol.header.RecallMessageResponseHeader;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The sends of a producer: finds the queue, then leaves the rest to {@link SyncSend} and {@link AsyncSend}. Thread-safe. */
public final class Sends {
    private final DefaultMQProducerImpl producer;
    private final DefaultMQProducer config;
    private final PublishRoutes routes;
    private final MQFaultStrategy faultStrategy;
    private final AsyncSends asyncSends;
    private final Requests requests;

    Sends(DefaultMQProducerImpl producer) {
        this.producer = producer;
        this.config = producer.config();
        this.routes = producer.routes();
        this.faultStrategy = producer.getMqFaultStrategy();
        this.asyncSends = producer.asyncSends();
        this.requests = new Requests(producer);
    }

    /** Sends and waits; a failed attempt is repeated on another broker. */
    public SendResult send(Message message, long timeoutMillis)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        long start = System.nanoTime();
        producer.running();
        OutgoingMessage outgoing = prepare(message);
        TopicPublishInfo info = routes.find(outgoing.topic(), producer.instance());
        return new SyncSend(producer.attempt(), faultStrategy, config, outgoing, info, start, timeoutMillis).run();
    }

    /** Sends to this queue and waits; once. */
    public SendResult send(Message message, MessageQueue queue, long timeoutMillis)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        long start = System.nanoTime();
        producer.running();
        OutgoingMessage outgoing = prepareFor(message, queue);
        return producer.attempt()
                .sync(outgoing, config.queueWithNamespace(queue), left(start, timeoutMillis, outgoing));
    }

    /** Sends to the queue that the selector chooses and waits; once. */
    public SendResult send(Message message, MessageQueueSelector selector, Object arg, long timeoutMillis)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        long start = System.nanoTime();
        producer.running();
        OutgoingMessage outgoing = prepare(message);
        MessageQueue queue = select(outgoing, selector, arg);
        return producer.attempt().sync(outgoing, queue, left(start, timeoutMillis, outgoing));
    }

    public void sendOneway(Message message) throws MQClientException, RemotingException, InterruptedException {
        producer.running();
        OutgoingMessage outgoing = prepare(message);
        TopicPublishInfo info = routes.find(outgoing.topic(), producer.instance());
        producer.attempt()
                .oneway(outgoing, faultStrategy.selectOneMessageQueue(info, null, false), config.getSendMsgTimeout());
    }

    public void sendOneway(Message message, MessageQueue queue)
            throws MQClientException, RemotingException, InterruptedException {
        producer.running();
        OutgoingMessage outgoing = prepareFor(message, queue);
        producer.attempt().oneway(outgoing, config.queueWithNamespace(queue), config.getSendMsgTimeout());
    }

    public void sendOneway(Message message, MessageQueueSelector selector, Object arg)
            throws MQClientException, RemotingException, InterruptedException {
        producer.running();
        OutgoingMessage outgoing = prepare(message);
        producer.attempt().oneway(outgoing, select(outgoing, selector, arg), config.getSendMsgTimeout());
    }

    /** Sends without waiting; every failure goes to the callback. */
    public void send(Message message, SendCallback callback, long timeoutMillis)
            throws RemotingException, InterruptedException {
        sendAsync(message, callback, timeoutMillis, start -> {
            OutgoingMessage outgoing = prepare(message);
            TopicPublishInfo info = routes.find(outgoing.topic(), producer.instance());
            return asyncSend(outgoing, info, start, timeoutMillis)
                    .start(faultStrategy.selectOneMessageQueue(info, null, false));
        });
    }

    /** Sends to this queue without waiting; every failure goes to the callback. */
    public void send(Message message, MessageQueue queue, SendCallback callback, long timeoutMillis)
            throws RemotingException, InterruptedException {
        sendAsync(message, callback, timeoutMillis, start -> {
            OutgoingMessage outgoing = prepareFor(message, queue);
            return asyncSend(outgoing, null, start, timeoutMillis).start(config.queueWithNamespace(queue));
        });
    }

    /** Sends to the queue that the selector chooses, without waiting; every failure goes to the callback. */
    public void send(
            Message message, MessageQueueSelector selector, Object arg, SendCallback callback, long timeoutMillis)
            throws RemotingException, InterruptedException {
        sendAsync(message, callback, timeoutMillis, start -> {
            OutgoingMessage outgoing = prepare(message);
            return asyncSend(outgoing, null, start, timeoutMillis).start(select(outgoing, selector, arg));
        });
    }

    private void sendAsync(Message message, SendCallback callback, long timeoutMillis, AsyncSends.Begin begin)
            throws RemotingException, InterruptedException {
        asyncSends.run(message, callback, timeoutMillis, isReady(message), start -> {
            producer.running();
            return begin.begin(start);
        });
    }

    /** Whether the sending thread can do the send without blocking: the route is known. */
    private boolean isReady(Message message) {
        if (producer.getServiceState() != ServiceState.RUNNING || message == null || message.getTopic() == null) {
            return true;
        }
        TopicPublishInfo info = routes.known(config.withNamespace(message.getTopic()));
        return info != null && info.ok();
    }

    private AsyncSend asyncSend(OutgoingMessage outgoing, TopicPublishInfo info, long start, long timeoutMillis) {
        return new AsyncSend(
                producer.attempt(),
                faultStrategy,
                config,
                outgoing,
                info,
                start,
                timeoutMillis,
                asyncSends.callbacks(producer.instance()));
    }

    private OutgoingMessage prepare(Message message) throws MQClientException {
        Validators.checkMessage(message, config);
        return OutgoingMessage.of(message, config.withNamespace(message.getTopic()), config);
    }

    private OutgoingMessage prepareFor(Message message, MessageQueue queue) throws MQClientException {
        OutgoingMessage outgoing = prepare(message);
        if (!outgoing.topic().equals(config.withNamespace(queue.getTopic()))) {
            throw new MQClientException(
                    "message's topic not equal mq's topic: " + message.getTopic() + " and " + queue.getTopic(), null);
        }
        return outgoing;
    }

    /** The selector sees queues as the application names them. */
    private MessageQueue select(OutgoingMessage outgoing, MessageQueueSelector selector, Object arg)
            throws MQClientException {
        List<MessageQueue> queues =
                routes.find(outgoing.topic(), producer.instance()).messageQueueList();
        if (config.getNamespace() != null && !config.getNamespace().isEmpty()) {
            queues = queues.stream()
                    .map(queue -> new MessageQueue(
                            config.withoutNamespace(queue.getTopic()), queue.getBrokerName(), queue.getQueueId()))
                    .toList();
        }
        MessageQueue queue;
        try {
            queue = selector.select(queues, outgoing.message(), arg);
        } catch (RuntimeException e) {
            throw new MQClientException("select message queue threw exception.", e);
        }
        if (queue == null) {
            throw new MQClientException("select message queue return null.", null);
        }
        return config.queueWithNamespace(queue);
    }

    // ------------------------------------------------------------------------------------------------ more than a send

    /** Stores a half message, carries out the local transaction, tells the broker how it ended. */
    public TransactionSendResult sendInTransaction(Message message, TransactionListener listener, Object arg)
            throws MQClientException {
        producer.running();
        Validators.checkMessage(message, config);
        return producer.transactions().send(message, listener, arg);
    }

    /** Takes back a timer message (docs/protocol/request-codes.md 370); gives its id. */
    public String recallMessage(String topic, String recallHandle)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        producer.running();
        Validators.checkTopic(topic);
        String brokerName = RecallHandle.parse(recallHandle).brokerName();
        String address = producer.attempt().address(brokerName, topic);
        RemotingCommand request = RemotingCommand.createRequestCommand(
                RequestCode.RECALL_MESSAGE,
                new RecallMessageRequestHeader(producer.groupWithNamespace(), topic, recallHandle, brokerName));
        return producer.instance()
                .getMQClientAPIImpl()
                .invokeChecked(address, request, config.getSendMsgTimeout())
                .decodeCommandCustomHeader(RecallMessageResponseHeader.class)
                .msgId();
    }

    /** Sends a request and waits for the reply. */
    public Message request(Message message, long timeoutMillis)
            throws RequestTimeoutException, MQClientException, RemotingException, InterruptedException {
        return requests.request(message, timeoutMillis, (callback, timeout) -> send(message, callback, timeout));
    }

    public Message request(Message message, MessageQueue queue, long timeoutMillis)
            throws RequestTimeoutException, MQClientException, RemotingException, InterruptedException {
        return requests.request(message, timeoutMillis, (callback, timeout) -> send(message, queue, callback, timeout));
    }

    public Message request(Message message, MessageQueueSelector selector, Object arg, long timeoutMillis)
            throws RequestTimeoutException, MQClientException, RemotingException, InterruptedException {
        return requests.request(
                message, timeoutMillis, (callback, timeout) -> send(message, selector, arg, callback, timeout));
    }

    /** Sends a request; the callback gets the reply. */
    public void request(Message message, RequestCallback callback, long timeoutMillis)
            throws MQClientException, RemotingException, InterruptedException {
        requests.request(message, timeoutMillis, (sent, timeout) -> send(message, sent, timeout), callback);
    }

    public void request(Message message, MessageQueue queue, RequestCallback callback, long timeoutMillis)
            throws MQClientException, RemotingException, InterruptedException {
        requests.request(message, timeoutMillis, (sent, timeout) -> send(message, queue, sent, timeout), callback);
    }

    public void request(
            Message message, MessageQueueSelector selector, Object arg, RequestCallback callback, long timeoutMillis)
            throws MQClientException, RemotingException, InterruptedException {
        requests.request(
                message, timeoutMillis, (sent, timeout) -> send(message, selector, arg, sent, timeout), callback);
    }

    private static long left(long startNanos, long timeoutMillis, OutgoingMessage outgoing)
            throws RemotingTooMuchRequestException {
        long left = timeoutMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        if (left <= 0) {
            throw new RemotingTooMuchRequestException(
                    "sendSelectImpl call timeout: " + timeoutMillis + " ms are over, topic " + outgoing.topic());
        }
        return left;
    }
}
