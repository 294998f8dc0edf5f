package io.cometmq.client.impl.producer;

import io.cometmq.client.common.ClientErrorCode;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.latency.MQFaultStrategy;
import io.cometmq.client.producer.ProducerConfig;
import io.cometmq.client.producer.SendResult;
import io.cometmq.client.producer.SendStatus;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.remoting.exception.RemotingConnectException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.exception.RemotingTimeoutException;
import io.cometmq.remoting.exception.RemotingTooMuchRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One synchronous send with its further attempts, each on another broker if there is one, within the timeout of the whole
 * (docs/protocol/response-codes.md, client reactions). Used by one thread.
 */
final class SyncSend {
    private final SendAttempt attempt;
    private final MQFaultStrategy strategy;
    private final ProducerConfig config;
    private final OutgoingMessage message;
    private final TopicPublishInfo info;
    private final long startNanos;
    private final long timeoutMillis;

    /** The brokers tried, for the error's text. */
    private final List<String> brokersSent = new ArrayList<>(1);

    private Exception failure;
    private SendResult lessSafe;

    /** @param startNanos when the application called: what was spent before counts */
    SyncSend(
            SendAttempt attempt,
            MQFaultStrategy strategy,
            ProducerConfig config,
            OutgoingMessage message,
            TopicPublishInfo info,
            long startNanos,
            long timeoutMillis) {
        this.attempt = attempt;
        this.strategy = strategy;
        this.config = config;
        this.message = message;
        this.info = info;
        this.startNanos = startNanos;
        this.timeoutMillis = timeoutMillis;
    }

    SendResult run() throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        int attempts = 1 + config.getRetryTimesWhenSendFailed();
        String lastBroker = null;
        boolean timedOut = false;
        for (int i = 0; i < attempts; i++) {
            long leftMillis = timeoutMillis - spentMillis();
            if (leftMillis <= 0) {
                timedOut = true;
                break;
            }
            MessageQueue queue = strategy.selectOneMessageQueue(info, lastBroker, i > 0);
            lastBroker = queue.getBrokerName();
            brokersSent.add(lastBroker);
            SendResult result = tryOnce(queue, limited(leftMillis, i + 1 < attempts));
            if (result != null) {
                return result;
            }
        }
        if (lessSafe != null) {
            return lessSafe;
        }
        if (timedOut) {
            throw new RemotingTooMuchRequestException("sendDefaultImpl call timeout: " + timeoutMillis
                    + " ms are over, topic " + message.topic() + ", brokers tried " + brokersSent);
        }
        throw allFailed();
    }

    private long limited(long leftMillis, boolean mayRetry) {
        int perRequest = config.getSendMsgMaxTimeoutPerRequest();
        return mayRetry && perRequest > -1 ? Math.min(leftMillis, perRequest) : leftMillis;
    }

    /** Null when it is to be tried again. */
    private SendResult tryOnce(MessageQueue queue, long attemptMillis) throws MQBrokerException, InterruptedException {
        long begin = System.nanoTime();
        String broker = queue.getBrokerName();
        try {
            SendResult result = attempt.sync(message, queue, attemptMillis);
            strategy.updateFaultItem(broker, millisSince(begin), false, true);
            if (result.getSendStatus() == SendStatus.SEND_OK || !config.isRetryAnotherBrokerWhenNotStoreOK()) {
                return result;
            }
            lessSafe = result;
        } catch (MQClientException e) {
            strategy.updateFaultItem(broker, millisSince(begin), true, true);
            failure = e;
        } catch (RemotingException e) {
            strategy.updateFaultItem(broker, millisSince(begin), true, !strategy.isStartDetectorEnable());
            failure = e;
        } catch (MQBrokerException e) {
            strategy.updateFaultItem(broker, millisSince(begin), true, true);
            failure = e;
            if (!config.getRetryResponseCodes().contains(e.getResponseCode())) {
                if (lessSafe != null) {
                    return lessSafe;
                }
                throw e;
            }
        }
        return null;
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private long spentMillis() {
        return millisSince(startNanos);
    }

    private MQClientException allFailed() {
        MQClientException all = new MQClientException(
                "Send [" + brokersSent.size() + "] times, still failed, cost [" + spentMillis() + "]ms, Topic: "
                        + message.topic() + ", BrokersSent: " + brokersSent + ": " + failure.getMessage(),
                failure);
        if (failure instanceof MQBrokerException e) {
            all.setResponseCode(e.getResponseCode());
        } else if (failure instanceof RemotingConnectException) {
            all.setResponseCode(ClientErrorCode.CONNECT_BROKER_EXCEPTION);
        } else if (failure instanceof RemotingTimeoutException) {
            all.setResponseCode(ClientErrorCode.ACCESS_BROKER_TIMEOUT);
        } else if (failure instanceof MQClientException) {
            all.setResponseCode(ClientErrorCode.BROKER_NOT_EXIST_EXCEPTION);
        }
        return all;
    }
}
