package io.cometmq.client.hook;

/** Sees every call of a listener. An exception of a hook is logged and does not reach the consumer. Must be thread-safe. */
public interface ConsumeMessageHook {
    /** The name, for logs. */
    String hookName();

    void consumeMessageBefore(ConsumeMessageContext context);

    void consumeMessageAfter(ConsumeMessageContext context);
}
