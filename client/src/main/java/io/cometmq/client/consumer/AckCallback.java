package io.cometmq.client.consumer;

/** Told how the acknowledgement of a popped message ended. */
public interface AckCallback {
    void onSuccess(AckResult ackResult);

    void onException(Throwable e);
}
