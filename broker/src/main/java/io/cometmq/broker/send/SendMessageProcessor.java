package io.cometmq.broker.send;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.stats.BrokerStatsManager;
import io.cometmq.common.TopicConfig;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.remoting.rpc.RequestProcessor;
import io.cometmq.store.DefaultMessageStore;
import java.util.function.Supplier;

/**
 * SEND_MESSAGE (10), SEND_MESSAGE_V2 (310), SEND_BATCH_MESSAGE (320): hands what is admitted to the store. Runs on the event loop and
 * never blocks it. Thread-safe.
 */
public final class SendMessageProcessor implements RequestProcessor {
    private final SendAdmission admission;
    private final MessageAppender appender;
    private final SendAnswers answers;

    /** @param storeHost the broker's address as {@link io.cometmq.broker.message.Hosts} encodes it */
    public SendMessageProcessor(
            Supplier<BrokerConfig> configs,
            SendAdmission admission,
            SendAnswers answers,
            LaterDelivery later,
            RetryTopics retryTopics,
            DefaultMessageStore store,
            byte[] storeHost,
            BrokerStatsManager stats) {
        SpecialMessages specials = new SpecialMessages(configs, later, retryTopics);
        this.admission = admission;
        this.answers = answers;
        this.appender = new MessageAppender(configs, store, storeHost, specials, answers, stats);
    }

    @Override
    public RemotingCommand process(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        return admission.admit(SendRequest.of(exchange, request), this::append);
    }

    private RemotingCommand append(SendRequest send, TopicConfig topic, int queueId) {
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
