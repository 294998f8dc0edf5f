package io.cometmq.broker.send;

import io.cometmq.broker.config.BrokerConfig;
import io.cometmq.broker.message.Hosts;
import io.cometmq.broker.message.PropertiesEditor;
import io.cometmq.broker.send.BrokerProperties.Completed;
import io.cometmq.broker.send.Decision.Place;
import io.cometmq.broker.send.Decision.Refuse;
import io.cometmq.broker.stats.BrokerStatsManager;
import io.cometmq.common.TopicConfig;
import io.cometmq.common.TopicFilterType;
import io.cometmq.common.message.PropertiesView;
import io.cometmq.common.message.PropertiesView.Name;
import io.cometmq.common.sysflag.MessageSysFlag;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.ReceivedSendHeader;
import io.cometmq.store.AppendMessage;
import io.cometmq.store.AppendResult;
import io.cometmq.store.DefaultMessageStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Turns an admitted send into records: completes the properties, appends, and answers when the store has kept its promise. Bodies are
 * not copied on the way. Thread-safe.
 */
final class MessageAppender {
    /** Bits of a message's flag that only brokers set: transactions, lengths of hosts, batches within records. */
    private static final int BROKERS_FLAGS = MessageSysFlag.TRANSACTION_ROLLBACK_TYPE
            | MessageSysFlag.BORNHOST_V6_FLAG
            | MessageSysFlag.STOREHOSTADDRESS_V6_FLAG
            | MessageSysFlag.NEED_UNWRAP_FLAG
            | MessageSysFlag.INNER_BATCH_FLAG;

    private static final ThreadLocal<PropertiesView> VIEWS = ThreadLocal.withInitial(PropertiesView::new);

    private final Supplier<BrokerConfig> configs;
    private final DefaultMessageStore store;
    private final byte[] storeHost;
    private final SpecialMessages specials;
    private final BrokerProperties brokerProperties;
    private final SendAnswers answers;
    private final BrokerStatsManager stats;

    MessageAppender(
            Supplier<BrokerConfig> configs,
            DefaultMessageStore store,
            byte[] storeHost,
            SpecialMessages specials,
            SendAnswers answers,
            BrokerStatsManager stats) {
        this.configs = configs;
        this.store = store;
        this.storeHost = storeHost;
        this.specials = specials;
        this.brokerProperties = new BrokerProperties(configs.get());
        this.answers = answers;
        this.stats = stats;
    }

    /** @return the answer, or null when it comes later */
    RemotingCommand appendOne(SendRequest send, TopicConfig topic, int queueId) {
        ReceivedSendHeader header = send.header();
        ByteBuffer properties = header.properties();
        PropertiesView view = VIEWS.get();
        view.scan(properties, 0, properties.remaining());
        if (!view.isWellFormed()) {
            // RocketMQ's broker stores what it could parse; so does this one, and readers need not know of the rest.
            properties = new PropertiesEditor(properties).encode();
            view.scan(properties, 0, properties.remaining());
        }
        if (configs.get().enableTopicMessageTypeCheck()) {
            String refusal = MessageTypes.refusal(topic, view);
            if (refusal != null) {
                return answers.refused(ResponseCode.MESSAGE_ILLEGAL, refusal);
            }
        }
        Place place = new Place(topic.getTopicName(), queueId, properties);
        if (specials.isSpecial(place.topic(), view)) {
            Decision decision = specials.decide(send, properties, place.topic(), queueId, view);
            if (decision instanceof Refuse refusal) {
                return answers.refused(refusal.code(), refusal.remark());
            }
            place = (Place) decision;
            view.scan(place.properties(), 0, place.properties().remaining());
        }
        Completed completed = brokerProperties.complete(place.properties(), view);
        long startNanos = System.nanoTime();
        byte[] bornHost = send.exchange().connection().remoteHostBytes();
        CompletableFuture<AppendResult> stored = store.append(new AppendMessage(
                place.topic(),
                place.queueId(),
                header.flag(),
                sysFlag(header, topic, bornHost),
                header.bornTimestamp(),
                bornHost,
                storeHost,
                header.reconsumeTimes(),
                0,
                send.body().nioBuffer(),
                completed.buffer(),
                isWaiting(view)));
        Place counted = place;
        Function<AppendResult, RemotingCommand> answer = place.dueMillis() == 0
                ? result -> answers.one(counted(result, counted, startNanos), queueId, completed)
                : result -> answers.timed(
                        counted(result, counted, startNanos),
                        topic.getTopicName(),
                        queueId,
                        completed,
                        counted.dueMillis());
        return stored.isDone() ? answer.apply(stored.join()) : answerLater(send, stored, answer);
    }

    /** @return the answer, or null when it comes later */
    RemotingCommand appendBatch(SendRequest send, TopicConfig topic, int queueId) {
        List<BatchEntries.Entry> entries = BatchEntries.split(send.body().nioBuffer());
        if (entries == null) {
            return answers.refused(
                    ResponseCode.MESSAGE_ILLEGAL,
                    "the batch to topic " + topic.getTopicName() + " is malformed: its lengths contradict each other");
        }
        ByteBuffer envelope = send.header().properties();
        PropertiesView view = VIEWS.get();
        view.scan(envelope, 0, envelope.remaining());
        String transactionId = view.get(Name.UNIQ_KEY);
        Place place = new Place(topic.getTopicName(), queueId, envelope);
        long startNanos = System.nanoTime();
        CompletableFuture<AppendResult> stored =
                store.appendBatch(messages(send, topic, queueId, entries, isWaiting(view)));
        if (stored.isDone()) {
            return answers.batch(counted(stored.join(), place, startNanos), queueId, transactionId);
        }
        return answerLater(
                send, stored, result -> answers.batch(counted(result, place, startNanos), queueId, transactionId));
    }

    private AppendResult counted(AppendResult result, Place place, long startNanos) {
        if (result.isStored()) {
            stats.put(
                    place.topic(),
                    place.queueId(),
                    result.recordCount(),
                    result.sizeBytes(),
                    System.nanoTime() - startNanos);
        }
        return result;
    }

    private List<AppendMessage> messages(
            SendRequest send, TopicConfig topic, int queueId, List<BatchEntries.Entry> entries, boolean waiting) {
        ReceivedSendHeader header = send.header();
        byte[] bornHost = send.exchange().connection().remoteHostBytes();
        int sysFlag = sysFlag(header, topic, bornHost);
        List<AppendMessage> messages = new ArrayList<>(entries.size());
        for (BatchEntries.Entry entry : entries) {
            messages.add(new AppendMessage(
                    topic.getTopicName(),
                    queueId,
                    entry.flag(),
                    sysFlag,
                    header.bornTimestamp(),
                    bornHost,
                    storeHost,
                    header.reconsumeTimes(),
                    0,
                    entry.body(),
                    entry.properties(),
                    waiting));
        }
        return messages;
    }

    private static RemotingCommand answerLater(
            SendRequest send, CompletableFuture<AppendResult> stored, Function<AppendResult, RemotingCommand> answer) {
        send.retain();
        stored.thenAccept(result -> {
            send.release();
            send.exchange().answer(answer.apply(result));
        });
        return null;
    }

    private int sysFlag(ReceivedSendHeader header, TopicConfig topic, byte[] bornHost) {
        int flag = header.sysFlag() & ~BROKERS_FLAGS;
        if (topic.getTopicFilterType() == TopicFilterType.MULTI_TAG) {
            flag |= MessageSysFlag.MULTI_TAGS_FLAG;
        }
        return Hosts.mark(flag, bornHost, storeHost);
    }

    /** Whether the producer waits for what the store's configuration promises; it does unless it says otherwise. */
    private static boolean isWaiting(PropertiesView view) {
        return !view.isPresent(Name.WAIT) || view.isTrue(Name.WAIT);
    }
}
