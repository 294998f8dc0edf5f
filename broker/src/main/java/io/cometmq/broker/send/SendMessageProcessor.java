package io.cometmq.broker.send;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.diagnosis.UnknownTopics;
import io.cometmq.broker.stats.BrokerStatsManager;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.ReceivedSendHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.remoting.rpc.RequestProcessor;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.timer.TimerConfig;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * SEND_MESSAGE (10), SEND_MESSAGE_V2 (310), SEND_BATCH_MESSAGE (320): checks a message against the tables and hands it to the store
 * (docs/protocol/semantics.md 2, 4). Runs on the event loop and never blocks it. Thread-safe.
 */
public final class SendMessageProcessor implements RequestProcessor {
    private final Supplier<BrokerConfig> configs;
    private final TopicConfigManager topics;
    private final MessageAppender appender;
    private final SendAnswers answers;
    private final UnknownTopics unknownTopics;
    private final LongSupplier clockMillis;
    private volatile boolean stopping;

    /** @param storeHost the broker's address as {@link io.cometmq.broker.message.Hosts} encodes it */
    public SendMessageProcessor(
            Supplier<BrokerConfig> configs,
            TopicConfigManager topics,
            TimerConfig timerConfig,
            RetryTopics retryTopics,
            DefaultMessageStore store,
            byte[] storeHost,
            BrokerStatsManager stats,
            UnknownTopics unknownTopics,
            LongSupplier clockMillis) {
        BrokerConfig atStart = configs.get();
        SpecialMessages specials =
                new SpecialMessages(atStart.delayTable(), new Timers(timerConfig, clockMillis), retryTopics);
        this.configs = configs;
        this.topics = topics;
        this.unknownTopics = unknownTopics;
        this.answers = new SendAnswers(atStart, storeHost);
        this.appender = new MessageAppender(atStart, store, storeHost, specials, answers, stats);
        this.clockMillis = clockMillis;
    }

    @Override
    public RemotingCommand process(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        ReceivedSendHeader header = request.decodeCommandCustomHeader(ReceivedSendHeader.class);
        SendRequest send = new SendRequest(exchange, header, request.body(), request.getVersion());
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
        return topic == null ? sendToNewTopic(send) : send(send, topic);
    }

    /** From now on messages are refused, so that producers turn to another broker while what was accepted is finished. */
    public void stop() {
        stopping = true;
    }

    /** The message waits until the topic is on disk: otherwise it could be there after a crash, and its topic not. */
    private RemotingCommand sendToNewTopic(SendRequest send) {
        ReceivedSendHeader header = send.header();
        TopicValidator.ValidateResult validity = TopicValidator.validateTopic(header.topic());
        if (!validity.isValid()) {
            return answers.refused(ResponseCode.INVALID_PARAMETER, validity.getRemark());
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
                .whenComplete(
                        (saved, failure) -> send.exchange().connection().execute(() -> sendRetained(send, created)));
        return null;
    }

    private void sendRetained(SendRequest send, TopicConfig topic) {
        RemotingCommand answer;
        try {
            answer = send(send, topic);
        } catch (RuntimeException e) {
            answer = answers.refused(ResponseCode.SYSTEM_ERROR, e.toString());
        } finally {
            send.release();
        }
        if (answer != null) {
            send.exchange().answer(answer);
        }
    }

    private RemotingCommand send(SendRequest send, TopicConfig topic) {
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
        if (!send.header().batch()) {
            return appender.appendOne(send, topic, queueId);
        }
        return RetryTopics.isRetryTopic(topic.getTopicName())
                ? answers.refused(
                        ResponseCode.MESSAGE_ILLEGAL,
                        "batch request does not support retry group " + topic.getTopicName())
                : appender.appendBatch(send, topic, queueId);
    }
}
