package io.cometmq.broker.send;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.diagnosis.UnknownTopics;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.ReceivedSendHeader;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What every message has to pass before anything is done with it, whatever request brings it: its topic exists or is created, may be
 * sent to, and has the queue (docs/protocol/semantics.md 2, 4). Runs on the event loop and never blocks it. Thread-safe.
 */
public final class SendAdmission {
    /** What is done with an admitted message. */
    @FunctionalInterface
    public interface Admitted {
        /**
         * @param queueId a queue of the topic, also where the producer leaves the choice
         * @return the answer, or null when it comes later
         */
        RemotingCommand take(SendRequest send, TopicConfig topic, int queueId);
    }

    private final Supplier<BrokerConfig> configs;
    private final TopicConfigManager topics;
    private final RetryTopics retryTopics;
    private final SendAnswers answers;
    private final UnknownTopics unknownTopics;
    private final LongSupplier clockMillis;
    private volatile boolean stopping;

    public SendAdmission(
            Supplier<BrokerConfig> configs,
            TopicConfigManager topics,
            RetryTopics retryTopics,
            SendAnswers answers,
            UnknownTopics unknownTopics,
            LongSupplier clockMillis) {
        this.configs = configs;
        this.topics = topics;
        this.retryTopics = retryTopics;
        this.answers = answers;
        this.unknownTopics = unknownTopics;
        this.clockMillis = clockMillis;
    }

    /** @return the answer, or null when it comes later */
    public RemotingCommand admit(SendRequest send, Admitted next) {
        ReceivedSendHeader header = send.header();
        if (stopping) {
            return answers.refused(ResponseCode.SERVICE_NOT_AVAILABLE, "the broker is shutting down");
        }
        long startsAt = configs.get().startAcceptSendRequestTimeStamp();
        if (startsAt > 0 && clockMillis.getAsLong() < startsAt) {
            return answers.refused(
                    ResponseCode.SYSTEM_ERROR, "broker unable to service, until " + Instant.ofEpochMilli(startsAt));
        }
        if (TopicValidator.isNotAllowedSendTopic(header.topic())) {
            return answers.refused(
                    ResponseCode.NO_PERMISSION, "Sending message to topic[" + header.topic() + "] is forbidden.");
        }
        TopicConfig topic = topics.find(header.topic());
        return topic == null ? admitToNewTopic(send, next) : admit(send, topic, next);
    }

    /** From now on messages are refused, so that producers turn to another broker while what was accepted is finished. */
    public void stop() {
        stopping = true;
    }

    /** The message waits until the topic is on disk: otherwise it could be there after a crash, and its topic not. */
    private RemotingCommand admitToNewTopic(SendRequest send, Admitted next) {
        ReceivedSendHeader header = send.header();
        TopicValidator.ValidateResult validity = TopicValidator.validateTopic(header.topic());
        if (!validity.isValid()) {
            return answers.refused(ResponseCode.INVALID_PARAMETER, validity.getRemark());
        }
        if (RetryTopics.isRetryTopic(header.topic())) {
            String group = RetryTopics.groupOf(header.topic());
            if (retryTopics.findGroup(group) == null) {
                return answers.refused(
                        ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, "subscription group not exist, " + group);
            }
        }
        TopicConfig created = topics.createForSend(
                header.topic(),
                header.defaultTopic(),
                header.defaultTopicQueueNums(),
                header.unitMode(),
                send.exchange().connection().remoteAddress());
        if (created == null) {
            String reason = "The template topic " + header.defaultTopic() + " does not allow to create it on demand";
            unknownTopics.asked(
                    header.topic(),
                    UnknownTopics.Purpose.SEND,
                    send.exchange().connection().remoteAddress(),
                    reason + ": switch autoCreateTopicEnable on, or create it with updateTopic");
            return answers.refused(
                    ResponseCode.TOPIC_NOT_EXIST,
                    "topic[" + header.topic() + "] not exist, apply first please! " + reason);
        }
        send.retain();
        topics.saved()
                .whenComplete((saved, failure) ->
                        send.exchange().connection().execute(() -> admitRetained(send, created, next)));
        return null;
    }

    private void admitRetained(SendRequest send, TopicConfig topic, Admitted next) {
        RemotingCommand answer;
        try {
            answer = admit(send, topic, next);
        } catch (RuntimeException e) {
            answer = answers.refused(ResponseCode.SYSTEM_ERROR, e.toString());
        } finally {
            send.release();
        }
        if (answer != null) {
            send.exchange().answer(answer);
        }
    }

    private RemotingCommand admit(SendRequest send, TopicConfig topic, Admitted next) {
        if (topic.isOrder() && !PermName.isWriteable(configs.get().brokerPermission())) {
            return answers.refused(
                    ResponseCode.NO_PERMISSION,
                    "the broker[" + configs.get().brokerIP1() + "] sending message is forbidden");
        }
        int queueId = send.header().queueId();
        if (queueId >= Math.max(topic.getReadQueueNums(), topic.getWriteQueueNums())) {
            return answers.refused(
                    ResponseCode.INVALID_PARAMETER,
                    "request queueId[" + queueId + "] is illegal, " + topic + " Producer: "
                            + send.exchange().connection().remoteAddress());
        }
        if (send.body() == null) {
            return answers.refused(
                    ResponseCode.MESSAGE_ILLEGAL, "the message to topic " + topic.getTopicName() + " has no body");
        }
        if (queueId < 0) {
            queueId = ThreadLocalRandom.current().nextInt(Math.max(1, topic.getWriteQueueNums()));
        }
        return next.take(send, topic, queueId);
    }
}
