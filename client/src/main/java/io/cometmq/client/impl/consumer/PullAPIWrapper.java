package io.cometmq.client.impl.consumer;

import io.cometmq.client.consumer.PullResult;
import io.cometmq.client.consumer.PullStatus;
import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.hook.FilterMessageContext;
import io.cometmq.client.hook.FilterMessageHook;
import io.cometmq.client.impl.FindBrokerResult;
import io.cometmq.client.impl.PullReply;
import io.cometmq.client.impl.factory.MQClientInstance;
import io.cometmq.common.MQVersion;
import io.cometmq.common.MixAll;
import io.cometmq.common.filter.ExpressionType;
import io.cometmq.common.message.MessageAccessor;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.message.MessageQueue;
import io.cometmq.common.sysflag.PullSysFlag;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.header.PullMessageRequestHeader;
import io.cometmq.remoting.protocol.header.PullMessageResponseHeader;
import io.cometmq.remoting.protocol.heartbeat.SubscriptionData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pulls from the right broker of a queue, and makes messages of the records that come. Thread-safe. */
final class PullAPIWrapper {
    private static final Logger LOG = LoggerFactory.getLogger(PullAPIWrapper.class);

    private final MQClientInstance instance;
    private final String group;
    private final boolean unitMode;
    private final boolean lite;
    private final boolean readBody;
    private final boolean decompressBody;
    private final List<FilterMessageHook> filterHooks = new CopyOnWriteArrayList<>();

    /** The broker id that the last answer suggested for the next pull. */
    private final ConcurrentHashMap<MessageQueue, Long> suggestedBrokers = new ConcurrentHashMap<>();

    /** At least 0: every pull goes to the broker with this id. */
    private volatile long fixedBrokerId = -1;

    /** @param lite whether the pulls are those of a lite pull consumer */
    PullAPIWrapper(MQClientInstance instance, String group, boolean unitMode, boolean lite) {
        this.instance = instance;
        this.group = group;
        this.unitMode = unitMode;
        this.lite = lite;
        this.readBody = instance.getClientConfig().isDecodeReadBody();
        this.decompressBody = instance.getClientConfig().isDecodeDecompressBody();
    }

    void registerFilterMessageHook(FilterMessageHook hook) {
        filterHooks.add(hook);
    }

    /** @param brokerId below 0: the brokers' suggestions decide */
    void fixBroker(long brokerId) {
        fixedBrokerId = brokerId;
    }

    /**
     * One pull.
     *
     * @param commitOffset at least 1: is stored by the broker as the group's offset
     * @param suspendMillis how long the broker may wait for a message; 0: not at all
     */
    record Pull(
            MessageQueue queue,
            SubscriptionData subscription,
            boolean withExpression,
            long queueOffset,
            int maxMessages,
            int maxBytes,
            long commitOffset,
            long suspendMillis,
            long timeoutMillis) {}

    /** The request of a pull and where it goes. */
    private record Target(String address, PullMessageRequestHeader header) {}

    /** Pulls without waiting; the future is completed on an event loop. */
    CompletableFuture<PullReply> pullAsync(Pull pull) throws MQClientException {
        Target target = target(pull);
        return instance.getMQClientAPIImpl().pullMessageAsync(target.address(), target.header(), pull.timeoutMillis());
    }

    /** Pulls and waits. */
    PullReply pull(Pull pull) throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        Target target = target(pull);
        return instance.getMQClientAPIImpl().pullMessage(target.address(), target.header(), pull.timeoutMillis());
    }

    private Target target(Pull pull) throws MQClientException {
        MessageQueue queue = pull.queue();
        FindBrokerResult broker =
                instance.findBrokerAddressInSubscribe(queue.getBrokerName(), brokerIdFor(queue), false);
        if (broker == null) {
            throw new MQClientException("The broker[" + queue.getBrokerName() + "] not exist", null);
        }
        SubscriptionData subscription = pull.subscription();
        if (!ExpressionType.isTagType(subscription.getExpressionType())
                && broker.brokerVersion() > 0
                && broker.brokerVersion() < MQVersion.V4_1_0_SNAPSHOT) {
            throw new MQClientException(
                    "The broker[" + queue.getBrokerName() + ", " + broker.brokerVersion()
                            + "] does not upgrade to support for filter message by " + subscription.getExpressionType(),
                    null);
        }
        // A slave does not keep offsets (docs/protocol/semantics.md 5).
        boolean commit = pull.commitOffset() > 0 && !broker.slave();
        PullMessageRequestHeader header = new PullMessageRequestHeader(
                group,
                queue.getTopic(),
                queue.getQueueId(),
                pull.queueOffset(),
                pull.maxMessages(),
                PullSysFlag.buildSysFlag(commit, pull.suspendMillis() > 0, pull.withExpression(), false, lite),
                Math.max(0, pull.commitOffset()),
                pull.suspendMillis(),
                pull.withExpression() ? subscription.getSubString() : null,
                subscription.getSubVersion(),
                subscription.getExpressionType(),
                pull.maxBytes(),
                null,
                null,
                queue.getBrokerName());
        return new Target(broker.brokerAddr(), header);
    }

    private long brokerIdFor(MessageQueue queue) {
        return fixedBrokerId >= 0 ? fixedBrokerId : suggestedBrokers.getOrDefault(queue, MixAll.MASTER_ID);
    }

    /** Makes a result of an answer: decodes, and keeps what the subscription wants. */
    PullResult process(MessageQueue queue, PullReply reply, SubscriptionData subscription) {
        PullMessageResponseHeader header = reply.header();
        suggestedBrokers.put(queue, header.suggestWhichBrokerId());
        List<MessageExt> messages =
                reply.code() == ResponseCode.SUCCESS ? messages(queue, reply, subscription) : List.of();
        return new PullResult(
                status(reply.code()), header.nextBeginOffset(), header.minOffset(), header.maxOffset(), messages);
    }

    private static PullStatus status(int code) {
        return switch (code) {
            case ResponseCode.SUCCESS -> PullStatus.FOUND;
            case ResponseCode.PULL_NOT_FOUND -> PullStatus.NO_NEW_MSG;
            case ResponseCode.PULL_RETRY_IMMEDIATELY -> PullStatus.NO_MATCHED_MSG;
            default -> PullStatus.OFFSET_ILLEGAL;
        };
    }

    private List<MessageExt> messages(MessageQueue queue, PullReply reply, SubscriptionData subscription) {
        byte[] records = reply.messages() == null ? new byte[0] : reply.messages();
        List<MessageExt> decoded =
                MessageDecoder.decodesBatch(ByteBuffer.wrap(records), readBody, decompressBody, true);
        checkComplete(queue, records.length, decoded);
        PullMessageResponseHeader header = reply.header();
        long delta = header.offsetDelta() == null ? 0 : header.offsetDelta();
        String minOffset = Long.toString(header.minOffset());
        String maxOffset = Long.toString(header.maxOffset());
        List<MessageExt> wanted = filter(queue, decoded, subscription);
        for (MessageExt message : wanted) {
            if (Boolean.parseBoolean(message.getProperty(MessageConst.PROPERTY_TRANSACTION_PREPARED))) {
                message.setTransactionId(message.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX));
            }
            MessageAccessor.putProperty(message, MessageConst.PROPERTY_MIN_OFFSET, minOffset);
            MessageAccessor.putProperty(message, MessageConst.PROPERTY_MAX_OFFSET, maxOffset);
            message.setBrokerName(queue.getBrokerName());
            message.setQueueId(queue.getQueueId());
            message.setQueueOffset(message.getQueueOffset() + delta);
        }
        return wanted;
    }

    /** What does not parse ends the list (docs/protocol/message-formats.md 2): somebody has to know. */
    private void checkComplete(MessageQueue queue, int bytes, List<MessageExt> messages) {
        if (bytes > 0 && messages.isEmpty()) {
            LOG.error("none of {} bytes from {} for group {} is a record", bytes, queue, group);
        }
    }

    private List<MessageExt> filter(MessageQueue queue, List<MessageExt> messages, SubscriptionData subscription) {
        List<MessageExt> wanted = messages;
        if (!subscription.getTagsSet().isEmpty() && !subscription.isClassFilterMode()) {
            // The broker compares hash codes only (docs/protocol/semantics.md 14).
            wanted = new ArrayList<>(messages.size());
            for (MessageExt message : messages) {
                if (message.getTags() != null && subscription.getTagsSet().contains(message.getTags())) {
                    wanted.add(message);
                }
            }
        }
        return filterHooks.isEmpty() ? wanted : filterByHooks(queue, new ArrayList<>(wanted));
    }

    private List<MessageExt> filterByHooks(MessageQueue queue, List<MessageExt> messages) {
        FilterMessageContext context = new FilterMessageContext();
        context.setConsumerGroup(group);
        context.setMq(queue);
        context.setMsgList(messages);
        context.setUnitMode(unitMode);
        for (FilterMessageHook hook : filterHooks) {
            try {
                hook.filterMessage(context);
            } catch (RuntimeException e) {
                LOG.error("filter hook {} of group {} failed", hook.hookName(), group, e);
            }
        }
        return context.getMsgList();
    }
}
