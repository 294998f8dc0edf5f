package io.cometmq.client.producer;

import io.cometmq.client.exception.MQClientException;
import io.cometmq.common.message.Message;
import io.cometmq.remoting.RPCHook;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** A producer whose messages are delivered when, and only when, a local transaction succeeds (docs/protocol/semantics.md 11). */
public class TransactionMQProducer extends DefaultMQProducer {
    @SuppressWarnings("deprecation")
    private TransactionCheckListener transactionCheckListener;

    private TransactionListener transactionListener;
    private int checkThreadPoolMinSize = 1;
    private int checkThreadPoolMaxSize = 1;
    private int checkRequestHoldMax = 2000;
    private ExecutorService executorService;

    public TransactionMQProducer() {}

    public TransactionMQProducer(String producerGroup) {
        super(producerGroup);
    }

    public TransactionMQProducer(String producerGroup, List<String> topics) {
        super(producerGroup, null, topics);
    }

    public TransactionMQProducer(String producerGroup, RPCHook rpcHook) {
        super(producerGroup, rpcHook);
    }

    public TransactionMQProducer(String producerGroup, RPCHook rpcHook, List<String> topics) {
        super(producerGroup, rpcHook, topics);
    }

    /** @param customizedTraceTopic null: the system's */
    public TransactionMQProducer(
            String producerGroup, RPCHook rpcHook, boolean enableMsgTrace, String customizedTraceTopic) {
        super(producerGroup, rpcHook, enableMsgTrace, customizedTraceTopic);
    }

    /** @deprecated the namespace as a prefix of names; use {@link #setNamespaceV2} */
    @Deprecated
    public TransactionMQProducer(String namespace, String producerGroup) {
        super(namespace, producerGroup);
    }

    /** @deprecated the namespace as a prefix of names; use {@link #setNamespaceV2} */
    @Deprecated
    public TransactionMQProducer(
            String namespace,
            String producerGroup,
            RPCHook rpcHook,
            boolean enableMsgTrace,
            String customizedTraceTopic) {
        super(namespace, producerGroup, rpcHook, enableMsgTrace, customizedTraceTopic);
    }

    @Override
    public void start() throws MQClientException {
        defaultMQProducerImpl.transactions().start(this);
        super.start();
    }

    @Override
    public void shutdown() {
        super.shutdown();
        defaultMQProducerImpl.transactions().shutdown();
    }

    /**
     * Stores a half message, carries out the local transaction and tells the broker how it ended. The broker asks when it is
     * not told.
     *
     * @param arg for the listener
     * @throws MQClientException the half message is not stored: the transaction was not carried out
     */
    @Override
    public TransactionSendResult sendMessageInTransaction(Message msg, Object arg) throws MQClientException {
        if (transactionListener == null) {
            throw new MQClientException("TransactionListener is null: set one before the first transaction", null);
        }
        return defaultMQProducerImpl.sends().sendInTransaction(msg, transactionListener, arg);
    }

    /** @deprecated see {@link TransactionCheckListener} */
    @Deprecated
    public TransactionCheckListener getTransactionCheckListener() {
        return transactionCheckListener;
    }

    /** @deprecated see {@link TransactionCheckListener} */
    @Deprecated
    public void setTransactionCheckListener(TransactionCheckListener transactionCheckListener) {
        this.transactionCheckListener = transactionCheckListener;
    }

    public TransactionListener getTransactionListener() {
        return transactionListener;
    }

    public void setTransactionListener(TransactionListener transactionListener) {
        this.transactionListener = transactionListener;
    }

    /** Threads that answer the brokers' questions. */
    public int getCheckThreadPoolMinSize() {
        return checkThreadPoolMinSize;
    }

    public void setCheckThreadPoolMinSize(int checkThreadPoolMinSize) {
        this.checkThreadPoolMinSize = checkThreadPoolMinSize;
    }

    public int getCheckThreadPoolMaxSize() {
        return checkThreadPoolMaxSize;
    }

    public void setCheckThreadPoolMaxSize(int checkThreadPoolMaxSize) {
        this.checkThreadPoolMaxSize = checkThreadPoolMaxSize;
    }

    /** Questions that wait at most; brokers repeat those that are dropped. */
    public int getCheckRequestHoldMax() {
        return checkRequestHoldMax;
    }

    public void setCheckRequestHoldMax(int checkRequestHoldMax) {
        this.checkRequestHoldMax = checkRequestHoldMax;
    }

    public ExecutorService getExecutorService() {
        return executorService;
    }

    /** Has the brokers' questions answered by this executor, which stays the application's. */
    public void setExecutorService(ExecutorService executorService) {
        this.executorService = executorService;
    }
}
