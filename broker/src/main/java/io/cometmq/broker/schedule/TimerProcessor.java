package io.cometmq.broker.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.message.Hosts;
import io.cometmq.broker.message.PropertiesEditor;
import io.cometmq.broker.topic.TopicConfigManager;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.DataVersion;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.RecallMessageRequestHeader;
import io.cometmq.remoting.protocol.header.RecallMessageResponseHeader;
import io.cometmq.remoting.rpc.Exchange;
import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import io.cometmq.store.DefaultMessageStore;
import io.cometmq.store.timer.TimerConfig;
import io.cometmq.store.timer.TimerMessageStore;
import io.cometmq.store.timer.TimerProgress;
import io.cometmq.store.timer.TimerTimes;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Requests about timer messages: RECALL_MESSAGE (370) takes one back, GET_TIMER_CHECK_POINT (60) and GET_TIMER_METRICS (61) say how far
 * the timer is and how much waits (docs/protocol/request-codes.md). Thread-safe.
 */
public final class TimerProcessor {
    /** Tag and body of the record that takes a message back. */
    private static final String RECALL_TAG = "_RECALL_TAG_";

    private static final String RECALL_BODY = "0";
    private static final int CHECKPOINT_BYTES = 56;

    private final Supplier<BrokerConfig> configs;
    private final TimerConfig timerConfig;
    private final TopicConfigManager topics;
    private final DefaultMessageStore store;
    private final TimerMessageStore timer;
    private final byte[] storeHost;
    private final LongSupplier clockMillis;

    public TimerProcessor(
            Supplier<BrokerConfig> configs,
            TimerConfig timerConfig,
            TopicConfigManager topics,
            DefaultMessageStore store,
            TimerMessageStore timer,
            byte[] storeHost,
            LongSupplier clockMillis) {
        this.configs = configs;
        this.timerConfig = timerConfig;
        this.topics = topics;
        this.store = store;
        this.timer = timer;
        this.storeHost = storeHost;
        this.clockMillis = clockMillis;
    }

    // ------------------------------------------------------------------------------------------------------------
    // recall

    public RemotingCommand recall(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        RecallMessageRequestHeader header = request.decodeCommandCustomHeader(RecallMessageRequestHeader.class);
        if (!configs.get().recallMessageEnable()) {
            return refused(
                    ResponseCode.NO_PERMISSION, "recall failed, operation is forbidden (recallMessageEnable = false)");
        }
        if (topics.find(header.topic()) == null) {
            return refused(ResponseCode.TOPIC_NOT_EXIST, "recall failed, the topic[" + header.topic() + "] not exist");
        }
        RecallHandle handle;
        try {
            handle = RecallHandle.parse(header.recallHandle());
        } catch (NumberFormatException e) {
            return refused(ResponseCode.ILLEGAL_OPERATION, "recall failed, timestamp invalid");
        } catch (IllegalArgumentException e) {
            return refused(ResponseCode.ILLEGAL_OPERATION, "recall handle is invalid");
        }
        String objection = objection(header, handle);
        if (objection != null) {
            return refused(ResponseCode.ILLEGAL_OPERATION, "recall failed, " + objection);
        }
        store.append(cancellation(exchange, header, handle))
                .thenAccept(result -> exchange.answer(answerTo(result, handle)));
        return null;
    }

    private String objection(RecallMessageRequestHeader header, RecallHandle handle) {
        if (!handle.topic().equals(header.topic())) {
            return "topic not match";
        }
        if (!handle.brokerName().equals(configs.get().brokerName())) {
            return "broker service not available";
        }
        long delayMillis = handle.dueMillis() - clockMillis.getAsLong();
        boolean possible = delayMillis > 0 && delayMillis <= TimeUnit.SECONDS.toMillis(timerConfig.timerMaxDelaySec());
        return possible ? null : "timestamp invalid";
    }

    private AppendMessage cancellation(Exchange exchange, RecallMessageRequestHeader header, RecallHandle handle) {
        byte[] bornHost = exchange.connection().remoteHostBytes();
        long now = clockMillis.getAsLong();
        PropertiesEditor properties = new PropertiesEditor(ByteBuffer.allocate(0))
                .put(MessageConst.PROPERTY_TIMER_DEL_UNIQKEY, handle.uniqueKey())
                .put(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX, handle.uniqueKey())
                .put(MessageConst.PROPERTY_TIMER_DELIVER_MS, Long.toString(handle.dueMillis()))
                .put(MessageConst.PROPERTY_TIMER_OUT_MS, Long.toString(TimerTimes.toStore(handle.dueMillis())))
                .put(MessageConst.PROPERTY_BORN_TIMESTAMP, Long.toString(now))
                .put(MessageConst.PROPERTY_TAGS, RECALL_TAG)
                .put(MessageConst.PROPERTY_REAL_TOPIC, header.topic())
                .put(MessageConst.PROPERTY_REAL_QUEUE_ID, "0");
        if (header.producerGroup() != null) {
            properties.put(MessageConst.PROPERTY_PRODUCER_GROUP, header.producerGroup());
        }
        return new AppendMessage(
                TopicValidator.RMQ_SYS_WHEEL_TIMER_TOPIC,
                0,
                0,
                Hosts.mark(0, bornHost, storeHost),
                now,
                bornHost,
                storeHost,
                0,
                0,
                ByteBuffer.wrap(RECALL_BODY.getBytes(UTF_8)),
                properties.encode(),
                true);
    }

    private RemotingCommand answerTo(AppendResult result, RecallHandle handle) {
        if (!result.isStored()) {
            return refused(ResponseCode.SERVICE_NOT_AVAILABLE, "recall failed: " + result.message());
        }
        return withRegion(RemotingCommand.success(new RecallMessageResponseHeader(handle.uniqueKey())));
    }

    private RemotingCommand refused(int code, String remark) {
        return withRegion(RemotingCommand.createResponseCommand(code, remark));
    }

    private RemotingCommand withRegion(RemotingCommand answer) {
        answer.addExtField(MessageConst.PROPERTY_MSG_REGION, configs.get().regionId());
        return answer;
    }

    // ----------------------------------------------------------------------------------------------------------
    // progress

    /** As the file timercheck of RocketMQ (docs/protocol/message-formats.md 10); we have no log of the timer's own to flush. */
    public RemotingCommand checkPoint(Exchange exchange, RemotingCommand request) {
        TimerProgress progress = timer.progress();
        ByteBuffer bytes = ByteBuffer.allocate(CHECKPOINT_BYTES);
        bytes.putLong(progress.watermarkMillis());
        bytes.putLong(0);
        bytes.putLong(progress.journalOffset()).putLong(progress.journalOffset());
        bytes.putLong(0).putLong(clockMillis.getAsLong()).putLong(progress.journalOffset());
        RemotingCommand answer = RemotingCommand.success(null);
        answer.setBody(bytes.array());
        return answer;
    }

    /** @param count messages that wait */
    private record Metric(long count, long timeStamp) {}

    private record Metrics(DataVersion dataVersion, Map<String, Metric> timingCount) {}

    /** How many messages wait, by topic (docs/protocol/message-formats.md 10). */
    public RemotingCommand metrics(Exchange exchange, RemotingCommand request) {
        timer.waitingByTopic()
                .whenComplete((counts, failure) -> exchange.answer(
                        failure == null
                                ? JsonBody.answer(metrics(counts))
                                : refused(ResponseCode.SYSTEM_ERROR, "timer messages cannot be counted: " + failure)));
        return null;
    }

    private Metrics metrics(Map<String, Long> counts) {
        long now = clockMillis.getAsLong();
        Map<String, Metric> timingCount = new TreeMap<>();
        counts.forEach((topic, count) -> timingCount.put(topic, new Metric(count, now)));
        return new Metrics(new DataVersion(0, now, timer.progress().journalOffset()), timingCount);
    }
}
