package io.cometmq.client.producer;

import io.cometmq.common.message.MessageExt;

/** @deprecated the older form of {@link TransactionListener}; only asks how a transaction ended */
@Deprecated
public interface TransactionCheckListener {
    LocalTransactionState checkLocalTransactionState(MessageExt msg);
}
