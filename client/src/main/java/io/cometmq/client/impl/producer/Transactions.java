package io.cometmq.client.impl.producer;

import io.cometmq.client.exception.MQBrokerException;
import io.cometmq.client.exception.MQClientException;
import io.cometmq.client.hook.EndTransactionContext;
import io.cometmq.client.hook.EndTransactionHook;
import io.cometmq.client.producer.LocalTransactionState;
import io.cometmq.client.producer.SendResult;
import io.cometmq.client.producer.SendStatus;
import io.cometmq.client.producer.TransactionListener;
import io.cometmq.client.producer.TransactionMQProducer;
import io.cometmq.client.producer.TransactionSendResult;
import io.cometmq.common.concurrent.NamedThreadFactory;
import io.cometmq.common.log.RateLimitedLog;
import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageAccessor;
import io.cometmq.common.message.MessageConst;
import io.cometmq.common.message.MessageDecoder;
import io.cometmq.common.message.MessageExt;
import io.cometmq.common.sysflag.MessageSysFlag;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.header.CheckTransactionStateRequestHeader;
import io.cometmq.remoting.protocol.header.EndTransactionRequestHeader;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Transactional messages of one producer (docs/protocol/request-codes.md 37, 39): half message, local transaction, its end; and
 * the answers to brokers that were not told. Thread-safe.
 */
public final class Transactions {
    private static final RateLimitedLog LOG =
            new RateLimitedLog(LoggerFactory.getLogger(Transactions.class), Duration.ofSeconds(1));

    private static final long IDLE_SECONDS = 60;

    private final DefaultMQProducerImpl producer;
    private final List<EndTransactionHook> hooks = new CopyOnWriteArrayList<>();

    /** Null until a transactional producer starts. */
    private volatile TransactionMQProducer config;

    /** Null when the application has one of its own; guarded by this for writing. */
    private volatile ThreadPoolExecutor ownChecks;

    Transactions(DefaultMQProducerImpl producer) {
        this.producer = producer;
    }

    public synchronized void start(TransactionMQProducer transactional) {
        if (config != null) {
            return;
        }
        if (transactional.getExecutorService() == null) {
            ownChecks = new ThreadPoolExecutor(
                    transactional.getCheckThreadPoolMinSize(),
                    transactional.getCheckThreadPoolMaxSize(),
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(transactional.getCheckRequestHoldMax()),
                    new NamedThreadFactory("TransactionCheck-" + transactional.getProducerGroup()));
            ownChecks.allowCoreThreadTimeOut(true);
        }
        config = transactional;
    }

    public void shutdown() {
        ThreadPoolExecutor ending = ownChecks;
        if (ending != null) {
            ending.shutdown();
        }
    }

    public void addHook(EndTransactionHook hook) {
        hooks.add(hook);
    }

    // ------------------------------------------------------------------------------------------------ sending

    TransactionSendResult send(Message message, TransactionListener listener, Object arg) throws MQClientException {
        MessageAccessor.clearProperty(message, MessageConst.PROPERTY_DELAY_TIME_LEVEL);
        MessageAccessor.putProperty(message, MessageConst.PROPERTY_TRANSACTION_PREPARED, "true");
        MessageAccessor.putProperty(message, MessageConst.PROPERTY_PRODUCER_GROUP, producer.groupWithNamespace());
        SendResult half = sendHalf(message);
        Exception failure = null;
        LocalTransactionState state = LocalTransactionState.ROLLBACK_MESSAGE;
        if (half.getSendStatus() == SendStatus.SEND_OK) {
            if (half.getTransactionId() != null) {
                MessageAccessor.putProperty(message, MessageConst.PROPERTY_TRANSACTION_ID, half.getTransactionId());
            }
            message.setTransactionId(message.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX));
            try {
                state = orUnknown(listener.executeLocalTransaction(message, arg));
            } catch (RuntimeException e) {
                failure = e;
                state = LocalTransactionState.UNKNOW;
                LOG.warn("local transaction of message {} failed, the broker will ask", message.getTransactionId(), e);
            }
        }
        end(message, half, state, failure);
        return result(half, state);
    }

    private SendResult sendHalf(Message message) throws MQClientException {
        try {
            return producer.send(message, producer.config().getSendMsgTimeout());
        } catch (RemotingException | MQBrokerException e) {
            throw new MQClientException("send message Exception: the half message is not stored: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MQClientException("send message Exception: interrupted", e);
        }
    }

    private static LocalTransactionState orUnknown(LocalTransactionState state) {
        return state == null ? LocalTransactionState.UNKNOW : state;
    }

    /** What goes wrong here is no failure of the transaction: the broker will ask. */
    private void end(Message message, SendResult half, LocalTransactionState state, Exception failure) {
        try {
            String id = half.getOffsetMsgId() != null ? half.getOffsetMsgId() : half.getMsgId();
            EndTransactionRequestHeader header = new EndTransactionRequestHeader(
                    producer.config().withNamespace(message.getTopic()),
                    producer.groupWithNamespace(),
                    half.getQueueOffset(),
                    MessageDecoder.decodeMessageId(id).getOffset(),
                    type(state),
                    false,
                    half.getMsgId(),
                    half.getTransactionId(),
                    half.getMessageQueue().getBrokerName());
            String address = producer.instance()
                    .findBrokerAddressInPublish(half.getMessageQueue().getBrokerName());
            tell(address, header, failure, message, state);
        } catch (UnknownHostException | RuntimeException e) {
            LOG.warn("end of the transaction of message {} not told, the broker will ask", half.getMsgId(), e);
        }
    }

    private static int type(LocalTransactionState state) {
        return switch (state) {
            case COMMIT_MESSAGE -> MessageSysFlag.TRANSACTION_COMMIT_TYPE;
            case ROLLBACK_MESSAGE -> MessageSysFlag.TRANSACTION_ROLLBACK_TYPE;
            case UNKNOW -> MessageSysFlag.TRANSACTION_NOT_TYPE;
        };
    }

    private void tell(
            String address,
            EndTransactionRequestHeader header,
            Exception failure,
            Message message,
            LocalTransactionState state) {
        boolean checked = Boolean.TRUE.equals(header.fromTransactionCheck());
        callHooks(address, header, message, state, checked);
        RemotingCommand request = RemotingCommand.createRequestCommand(RequestCode.END_TRANSACTION, header);
        if (failure != null) {
            request.setRemark((checked ? "checkLocalTransactionState" : "executeLocalTransactionBranch")
                    + " exception: " + failure);
        }
        try {
            producer.instance()
                    .getMQClientAPIImpl()
                    .getRemotingClient()
                    .invokeOneway(address, request, producer.config().getSendMsgTimeout());
        } catch (RemotingException e) {
            LOG.warn(
                    "end of the transaction of message {} not told to {}, the broker will ask",
                    header.msgId(),
                    address,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void callHooks(
            String address,
            EndTransactionRequestHeader header,
            Message message,
            LocalTransactionState state,
            boolean fromTransactionCheck) {
        if (hooks.isEmpty()) {
            return;
        }
        EndTransactionContext context = new EndTransactionContext();
        context.setProducerGroup(producer.config().getProducerGroup());
        context.setBrokerAddr(address);
        context.setMessage(message);
        context.setMsgId(header.msgId());
        context.setTransactionId(message.getTransactionId());
        context.setTransactionState(state);
        context.setFromTransactionCheck(fromTransactionCheck);
        for (EndTransactionHook hook : hooks) {
            try {
                hook.endTransaction(context);
            } catch (RuntimeException e) {
                LOG.warn("hook {} failed at the end of a transaction", hook.hookName(), e);
            }
        }
    }

    private static TransactionSendResult result(SendResult half, LocalTransactionState state) {
        TransactionSendResult result = new TransactionSendResult();
        result.setSendStatus(half.getSendStatus());
        result.setMessageQueue(half.getMessageQueue());
        result.setMsgId(half.getMsgId());
        result.setOffsetMsgId(half.getOffsetMsgId());
        result.setQueueOffset(half.getQueueOffset());
        result.setTransactionId(half.getTransactionId());
        result.setRegionId(half.getRegionId());
        result.setTraceOn(half.isTraceOn());
        result.setLocalTransactionState(state);
        return result;
    }

    // ------------------------------------------------------------------------------------------------ checks

    /** A broker asks; answered later, on a checking thread. Does not block. */
    void check(String address, MessageExt message, CheckTransactionStateRequestHeader header) {
        TransactionMQProducer transactional = config;
        if (transactional == null) {
            LOG.warn(
                    "broker {} asks for a transaction of group {}, which has no TransactionMQProducer here",
                    address,
                    producer.groupWithNamespace());
            return;
        }
        ExecutorService checks =
                transactional.getExecutorService() != null ? transactional.getExecutorService() : ownChecks;
        try {
            checks.execute(() -> answer(transactional, address, message, header));
        } catch (RejectedExecutionException e) {
            LOG.warn(
                    "too many transaction checks of group {} wait, the broker will ask again",
                    producer.groupWithNamespace());
        }
    }

    private void answer(
            TransactionMQProducer transactional,
            String address,
            MessageExt message,
            CheckTransactionStateRequestHeader header) {
        LocalTransactionState state = LocalTransactionState.UNKNOW;
        Exception failure = null;
        try {
            state = orUnknown(ask(transactional, message));
        } catch (RuntimeException e) {
            failure = e;
            LOG.warn("check of the transaction of message {} failed, the broker will ask again", message.getMsgId(), e);
        }
        String uniqueKey = message.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX);
        EndTransactionRequestHeader answer = new EndTransactionRequestHeader(
                header.topic(),
                producer.groupWithNamespace(),
                header.tranStateTableOffset(),
                header.commitLogOffset(),
                type(state),
                true,
                uniqueKey != null ? uniqueKey : message.getMsgId(),
                header.transactionId(),
                header.bname());
        tell(address, answer, failure, message, state);
    }

    @SuppressWarnings("deprecation")
    private static LocalTransactionState ask(TransactionMQProducer transactional, MessageExt message) {
        if (transactional.getTransactionCheckListener() != null) {
            return transactional.getTransactionCheckListener().checkLocalTransactionState(message);
        }
        TransactionListener listener = transactional.getTransactionListener();
        if (listener == null) {
            throw new IllegalStateException("the producer has no TransactionListener to ask");
        }
        return listener.checkLocalTransaction(message);
    }
}
