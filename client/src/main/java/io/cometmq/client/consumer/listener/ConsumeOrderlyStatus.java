package io.cometmq.client.consumer.listener;

/** What an orderly listener made of its messages. */
public enum ConsumeOrderlyStatus {
    SUCCESS,
    /** Without auto commit: everything since the last commit is to be consumed again. */
    @Deprecated
    ROLLBACK,
    /** Without auto commit: everything so far is consumed. */
    @Deprecated
    COMMIT,
    /** Failed: the queue waits a moment, then the same messages come again. */
    SUSPEND_CURRENT_QUEUE_A_MOMENT
}
