package io.cometmq.broker.reply;

import io.cometmq.broker.client.ClientChannelInfo;
import io.cometmq.broker.client.ProducerManager;
import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.message.Hosts;
import io.cometmq.broker.message.PropertiesEditor;
import io.cometmq.broker.send.SendAdmission;
import io.cometmq.broker.send.SendAnswers;
import io.cometmq.broker.send.SendRequest;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.MessageConst;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.ReceivedSendHeader;
import io.cometmq.remoting.protocol.header.ReplyMessageRequestHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.remoting.rpc.RequestProcessor;
import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import io.cometmq.store.DefaultMessageStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * SEND_REPLY_MESSAGE (324), SEND_REPLY_MESSAGE_V2 (325): the answer tells whether the one who asked has taken the reply; the reply is
 * kept whether or not (docs/protocol/semantics.md 15). Runs on the event loop and never blocks it. Thread-safe.
 */
public final class ReplyMessageProcessor implements RequestProcessor {
    /** How long the one who asked may take; RocketMQ's broker waits as long. */
    private static final long PUSH_TIMEOUT_MILLIS = 10_000;

    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(ReplyMessageProcessor.class), Duration.ofSeconds(10));
    private static final String DELIVERED = "";

    private final Supplier<BrokerConfig> configs;
    private final SendAdmission admission;
    private final SendAnswers answers;
    private final ProducerManager producers;
    private final DefaultMessageStore store;
    private final byte[] storeHost;
    private final LongSupplier clockMillis;

    public ReplyMessageProcessor(
            Supplier<BrokerConfig> configs,
            SendAdmission admission,
            SendAnswers answers,
            ProducerManager producers,
            DefaultMessageStore store,
            byte[] storeHost,
            LongSupplier clockMillis) {
        this.configs = configs;
        this.admission = admission;
        this.answers = answers;
        this.producers = producers;
        this.store = store;
        this.storeHost = storeHost;
        this.clockMillis = clockMillis;
    }

    @Override
    public RemotingCommand process(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        return admission.admit(SendRequest.of(exchange, request), this::reply);
    }

    private RemotingCommand reply(SendRequest send, TopicConfig topic, int queueId) {
        BrokerConfig config = configs.get();
        PropertiesEditor properties = new PropertiesEditor(send.header().properties())
                .putIfAbsent(MessageConst.PROPERTY_MSG_REGION, config.regionId())
                .putIfAbsent(MessageConst.PROPERTY_TRACE_SWITCH, Boolean.toString(config.traceOn()));
        send.retain();
        CompletableFuture<AppendResult> kept = config.storeReplyMessageEnable()
                ? store.append(message(send, topic, queueId, properties))
                : CompletableFuture.completedFuture(null);
        push(send, properties).thenAcceptBoth(kept, (failure, stored) -> {
            send.release();
            if (stored != null && !stored.isStored()) {
                LOG.warn("a reply to {} is not kept: {}", topic.getTopicName(), stored.message());
            }
            send.exchange().answer(answers.reply(failure.isEmpty() ? null : failure, stored, queueId));
        });
        return null;
    }

    private AppendMessage message(SendRequest send, TopicConfig topic, int queueId, PropertiesEditor properties) {
        ReceivedSendHeader header = send.header();
        byte[] bornHost = send.exchange().connection().remoteHostBytes();
        return new AppendMessage(
                topic.getTopicName(),
                queueId,
                header.flag(),
                Hosts.mark(header.sysFlag(), bornHost, storeHost),
                header.bornTimestamp(),
                bornHost,
                storeHost,
                header.reconsumeTimes(),
                0,
                send.body().nioBuffer(),
                properties.encode(),
                true);
    }

    /** Complete with what went wrong, in RocketMQ's words; empty when the one who asked has taken the reply. */
    private CompletableFuture<String> push(SendRequest send, PropertiesEditor properties) {
        String clientId = properties.get(MessageConst.PROPERTY_MESSAGE_REPLY_TO_CLIENT);
        if (clientId == null) {
            return CompletableFuture.completedFuture(
                    "reply message properties[" + MessageConst.PROPERTY_MESSAGE_REPLY_TO_CLIENT + "] is null");
        }
        ClientChannelInfo client = producers.find(clientId);
        if (client == null) {
            return CompletableFuture.completedFuture(
                    "push reply message fail, channel of <" + clientId + "> not found.");
        }
        return client.connection()
                .call(pushRequest(send, properties), PUSH_TIMEOUT_MILLIS)
                .handle((answer, failure) -> {
                    if (answer == null) {
                        return "push reply message to " + clientId + " fail: " + failure;
                    }
                    int code = answer.getCode();
                    answer.release();
                    return code == ResponseCode.SUCCESS ? DELIVERED : "push reply message to " + clientId + " fail.";
                });
    }

    private RemotingCommand pushRequest(SendRequest send, PropertiesEditor kept) {
        ReceivedSendHeader header = send.header();
        long now = clockMillis.getAsLong();
        PropertiesEditor properties =
                new PropertiesEditor(kept.encode()).put(MessageConst.PROPERTY_PUSH_REPLY_TIME, Long.toString(now));
        RemotingCommand push = RemotingCommand.createRequestCommand(
                RequestCode.PUSH_REPLY_MESSAGE_TO_CLIENT,
                new ReplyMessageRequestHeader(
                        header.producerGroup(),
                        header.topic(),
                        header.defaultTopic(),
                        header.defaultTopicQueueNums(),
                        header.queueId(),
                        header.sysFlag(),
                        header.bornTimestamp(),
                        header.flag(),
                        properties.text(),
                        header.reconsumeTimes(),
                        header.unitMode(),
                        send.exchange().connection().remoteAddress(),
                        configs.get().brokerAddr(),
                        now));
        push.setBody(send.body().retainedSlice(), () -> {});
        return push;
    }
}
