package io.cometmq.client.consumer.listener;

/** How a call of a listener ended, for hooks; its ordinal goes into message traces. */
public enum ConsumeReturnType {
    SUCCESS,
    /** It took longer than {@code consumeTimeout}. */
    TIME_OUT,
    EXCEPTION,
    RETURNNULL,
    FAILED
}
