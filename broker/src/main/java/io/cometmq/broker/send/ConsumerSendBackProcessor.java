package io.cometmq.broker.send;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.message.Hosts;
import io.cometmq.broker.message.PropertiesEditor;
import io.cometmq.broker.message.StoredRecord;
import io.cometmq.broker.send.Decision.Place;
import io.cometmq.broker.stats.BrokerStatsManager;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.message.MessageConst;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.ConsumerSendMsgBackRequestHeader;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.remoting.rpc.RequestProcessor;
import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.LogSlice;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * CONSUMER_SEND_MSG_BACK (36): a message that was not consumed is stored again, for the group alone: delayed in its retry topic, or
 * in its dead letter topic when it has been tried often enough (docs/protocol/semantics.md 9). Reads the log and may wait for the
 * disk: not for the event loop. Thread-safe.
 */
public final class ConsumerSendBackProcessor implements RequestProcessor {
    /** The level of the first retry when the consumer names none: 10 s with the default levels. */
    private static final int FIRST_RETRY_LEVEL = 3;

    private final Supplier<BrokerConfig> configs;
    private final RetryTopics retryTopics;
    private final DefaultMessageStore store;
    private final byte[] storeHost;
    private final BrokerStatsManager stats;
    private final Delays delays;

    public ConsumerSendBackProcessor(
            Supplier<BrokerConfig> configs,
            RetryTopics retryTopics,
            DefaultMessageStore store,
            byte[] storeHost,
            BrokerStatsManager stats) {
        this.configs = configs;
        this.retryTopics = retryTopics;
        this.store = store;
        this.storeHost = storeHost;
        this.stats = stats;
        this.delays = new Delays(configs.get().delayTable());
    }

    @Override
    public RemotingCommand process(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        ConsumerSendMsgBackRequestHeader header =
                request.decodeCommandCustomHeader(ConsumerSendMsgBackRequestHeader.class);
        BrokerConfig config = configs.get();
        SubscriptionGroupConfig group = retryTopics.findGroup(header.group());
        if (group == null) {
            return answer(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, "subscription group not exist, " + header.group());
        }
        if (!PermName.isWriteable(config.brokerPermission())) {
            return answer(
                    ResponseCode.NO_PERMISSION, "the broker[" + config.brokerIP1() + "] sending message is forbidden");
        }
        if (group.getRetryQueueNums() <= 0) {
            return answer(ResponseCode.SUCCESS, null);
        }
        TopicConfig retryTopic = retryTopics.retryTopic(group, header.unitMode());
        if (!PermName.isWriteable(retryTopic.getPerm())) {
            return answer(
                    ResponseCode.NO_PERMISSION,
                    "the topic[" + retryTopic.getTopicName() + "] sending message is forbidden");
        }
        Optional<LogSlice> found = store.recordAt(header.offset());
        if (found.isEmpty()) {
            return answer(ResponseCode.SYSTEM_ERROR, "look message by offset failed, " + header.offset());
        }
        int requestedMax = header.maxReconsumeTimes() == null ? -1 : header.maxReconsumeTimes();
        int max = RetryTopics.maxReconsumeTimes(group, requestedMax, request.getVersion());
        storeAgain(exchange, found.get(), group, retryTopic, header.delayLevel(), max);
        return null;
    }

    private void storeAgain(
            Exchange exchange,
            LogSlice slice,
            SubscriptionGroupConfig group,
            TopicConfig retryTopic,
            int requestedLevel,
            int maxReconsumeTimes) {
        AppendMessage message;
        Place place;
        String topic;
        boolean dead;
        try {
            StoredRecord record = new StoredRecord(slice.buffer());
            topic = record.topic();
            dead = requestedLevel < 0 || record.reconsumeTimes() >= maxReconsumeTimes;
            place = dead ? deadPlace(record, group) : retryPlace(record, retryTopic, requestedLevel);
            message = copyOf(record, place);
        } catch (RuntimeException e) {
            slice.close();
            throw e;
        }
        long startNanos = System.nanoTime();
        store.append(message).thenAccept(result -> {
            slice.close();
            if (result.isStored()) {
                stats.put(place.topic(), place.queueId(), 1, result.sizeBytes(), System.nanoTime() - startNanos);
                count(group.getGroupName(), topic, dead);
            }
            exchange.answer(answerTo(result));
        });
    }

    private void count(String group, String topic, boolean dead) {
        stats.sentBack(group, topic);
        if (dead) {
            stats.deadLetter(group, topic);
        }
    }

    private Place deadPlace(StoredRecord record, SubscriptionGroupConfig group) {
        PropertiesEditor properties = properties(record).put(MessageConst.PROPERTY_DELAY_TIME_LEVEL, "0");
        return new Place(retryTopics.deadLetterTopic(group).getTopicName(), 0, properties.encode());
    }

    private Place retryPlace(StoredRecord record, TopicConfig retryTopic, int requestedLevel) {
        int level = requestedLevel == 0 ? FIRST_RETRY_LEVEL + record.reconsumeTimes() : requestedLevel;
        int queueId = ThreadLocalRandom.current().nextInt(Math.max(1, retryTopic.getWriteQueueNums()));
        PropertiesEditor properties = properties(record);
        delays.note(properties, level, retryTopic.getTopicName(), queueId);
        return new Place(Delays.TOPIC, delays.queueId(level), properties.encode());
    }

    /** A retried message remembers where it came from first. */
    private static PropertiesEditor properties(StoredRecord record) {
        return new PropertiesEditor(record.properties())
                .putIfAbsent(MessageConst.PROPERTY_RETRY_TOPIC, record.topic())
                .putIfAbsent(MessageConst.PROPERTY_ORIGIN_MESSAGE_ID, record.messageId())
                .put(MessageConst.PROPERTY_WAIT_STORE_MSG_OK, "false");
    }

    private AppendMessage copyOf(StoredRecord record, Place place) {
        byte[] bornHost = record.bornHost();
        return new AppendMessage(
                place.topic(),
                place.queueId(),
                record.flag(),
                Hosts.mark(record.sysFlag(), bornHost, storeHost),
                record.bornTimestamp(),
                bornHost,
                storeHost,
                record.reconsumeTimes() + 1,
                0,
                record.body(),
                place.properties(),
                false);
    }

    private static RemotingCommand answerTo(AppendResult result) {
        return result.isStored()
                ? answer(ResponseCode.SUCCESS, null)
                : answer(ResponseCode.SYSTEM_ERROR, result.status() + ": " + result.message());
    }

    private static RemotingCommand answer(int code, String remark) {
        return RemotingCommand.createResponseCommand(code, remark);
    }
}
