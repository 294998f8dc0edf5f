package io.cometmq.client.hook;

/** Sees how each transaction ends, before the broker is told. What it throws is logged and otherwise ignored. */
public interface EndTransactionHook {
    /** For logs. */
    String hookName();

    void endTransaction(EndTransactionContext context);
}
