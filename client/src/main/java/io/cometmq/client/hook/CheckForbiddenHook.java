package io.cometmq.client.hook;

import io.cometmq.client.exception.MQClientException;

/** Decides before each send whether it may happen. Called by the sending threads; must be thread-safe. */
public interface CheckForbiddenHook {
    /** For logs. */
    String hookName();

    /**
     * Looks at a send.
     *
     * @throws MQClientException refuses the send; the application gets it
     */
    void checkForbidden(CheckForbiddenContext context) throws MQClientException;
}
