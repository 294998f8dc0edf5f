package io.cometmq.client.producer;

/** Told once how an asynchronous send ended, on one of the client's callback threads or on the sending thread. */
public interface SendCallback {
    /** The message was stored; the status of the result says how safely. */
    void onSuccess(SendResult sendResult);

    void onException(Throwable e);
}
