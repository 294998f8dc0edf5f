package io.cometmq.client.hook;

/** May take messages out of what was pulled before the listener gets them; they count as consumed. Must be thread-safe. */
public interface FilterMessageHook {
    /** The name, for logs. */
    String hookName();

    /** Removes messages from the context's list. */
    void filterMessage(FilterMessageContext context);
}
