package io.cometmq.client.hook;

/**
 * Sees each send before and after it, for example to trace it. Called by the sending threads and, after an asynchronous
 * send, by a callback thread; what it throws is logged and otherwise ignored.
 */
public interface SendMessageHook {
    /** For logs. */
    String hookName();

    void sendMessageBefore(SendMessageContext context);

    void sendMessageAfter(SendMessageContext context);
}
