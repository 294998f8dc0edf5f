package io.cometmq.client.producer;

import io.cometmq.common.message.Message;
import io.cometmq.common.message.MessageExt;

/** The application's side of a transactional message. Must be thread-safe. */
public interface TransactionListener {
    /** Carries out the local transaction; called by the sending thread when the half message is stored. */
    LocalTransactionState executeLocalTransaction(Message msg, Object arg);

    /** Tells how the local transaction ended; called when a broker asks, on the producer's checking threads. */
    LocalTransactionState checkLocalTransaction(MessageExt msg);
}
